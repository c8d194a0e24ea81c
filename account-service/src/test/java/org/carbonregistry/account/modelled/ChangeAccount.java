package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.modelled.Door.Person;

/** A registrar suspends, reinstates or closes an account. */
record ChangeAccount(String account, String verb, String reason, Person who) implements Command {

    private static final Map<String, List<String>> FROM =
            Map.of("suspended", List.of("open"), "open", List.of("suspended"), "closed", List.of("open", "suspended"));
    private static final Map<String, String> LEADS_TO =
            Map.of("suspend", "suspended", "reinstate", "open", "close", "closed");

    @Override
    public Answer send(Door door) {
        return door.post(who, "/v1/accounts/" + account + "/" + verb, Door.body("reason", reason), null);
    }

    @Override
    public boolean isToldByItsFact() {
        return true;
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Account known = m.accounts.get(account);
        if (known == null) {
            throw new No("not-found");
        }
        String next = LEADS_TO.get(verb);
        requireMove(m, known, next);
        return Plan.of(answer -> known.status = next);
    }

    /** @throws No account-state, account-not-empty */
    static void requireMove(Model m, Model.Account account, String next) {
        if (account.organisation == null || !FROM.get(next).contains(account.status)) {
            throw new No("account-state");
        }
        boolean holds = m.blocks.values().stream().anyMatch(b -> {
            for (int unit = 1; unit < b.titles().length; unit++) {
                if (b.titles()[unit].account().equals(account.id)) {
                    return true;
                }
            }
            return false;
        });
        boolean offered =
                m.offers.values().stream().anyMatch(o -> o.status.equals("proposed") && o.to.equals(account.id));
        if (next.equals("closed") && (holds || offered)) {
            throw new No("account-not-empty");
        }
    }
}
