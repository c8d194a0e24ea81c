package org.carbonregistry.account.modelled;

import java.time.Instant;
import org.carbonregistry.account.modelled.Door.Person;

/** A registrar opens an account for an organisation. */
record OpenAccount(String organisation, Person who, String key) implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(
                who,
                "/v1/accounts",
                Door.body(
                        "organisation",
                        organisation,
                        "kind",
                        "holding",
                        "name",
                        "Account " + key,
                        "kycEvidenceSha256",
                        "ab".repeat(32),
                        "kycDate",
                        "2024-02-29"),
                key);
    }

    @Override
    public boolean isToldByItsFact() {
        return true;
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        if (!m.organisations.contains(organisation)) {
            throw new No("unknown-organisation");
        }
        return Plan.of(answer -> open(m, answer.text("id"), organisation));
    }

    static void open(Model m, String id, String organisation) {
        if (m.accounts.putIfAbsent(id, new Model.Account(id, organisation)) != null) {
            throw new Wrong("account " + id + " was opened twice");
        }
    }
}
