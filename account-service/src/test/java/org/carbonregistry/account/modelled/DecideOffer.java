package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Model.Title;

/** Accepting, rejecting or cancelling an offer. */
record DecideOffer(UUID offer, String verb, Person who) implements Command {

    private static final Map<String, String> LEADS_TO =
            Map.of("accept", "settled", "reject", "rejected", "cancel", "cancelled");

    @Override
    public Answer send(Door door) {
        return door.post(who, "/v1/transfers/" + offer + "/" + verb, null, null);
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Offer o = m.offers.get(offer);
        if (o == null) {
            throw new No("unknown-transfer");
        }
        Model.Account from = m.accounts.get(o.from);
        Model.Account to = m.accounts.get(o.to);
        boolean sends = from.organisation.equals(who.organisation());
        boolean receives = to.organisation.equals(who.organisation());
        if (!sends && !receives) {
            throw new No("unknown-transfer");
        }
        if (!(verb.equals("cancel") ? sends : receives)) {
            throw new No("wrong-owner");
        }
        String next = LEADS_TO.get(verb);
        if (o.status.equals(next) && who.name().equals(o.decidedBy)) {
            return Plan.nothing();
        }
        if (o.status.equals("proposed") && !now.isBefore(o.expiresAt)) {
            throw new No("transfer-expired");
        }
        if (!o.status.equals("proposed")) {
            throw new No("not-proposed");
        }
        if (next.equals("settled")) {
            m.requireSender(o.from, from.organisation);
            m.requireReceiver(o.to);
            m.requireClear(o.from, o.units);
        }
        return Plan.of(answer -> end(m, next, who.name()));
    }

    void end(Model m, String next, String by) {
        Model.Offer o = m.offers.get(offer);
        if (o == null || !o.status.equals("proposed")) {
            throw new Wrong(
                    "offer " + offer + " became " + next + " after it was " + (o == null ? "unknown" : o.status));
        }
        Title reserved = new Title(o.from, offer, null);
        if (next.equals("settled")) {
            m.move(offer, "transferred", o.units, reserved, o.to);
        } else {
            m.retitle(o.units, reserved, Title.free(o.from));
        }
        o.status = next;
        o.decidedBy = by;
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("decidedAt");
    }
}
