package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Model.Title;

/** A transfer: at once within an organisation, else an offer. */
record OfferUnits(
        String externalId, Person who, String from, String to, Selection wanted, Instant expiresAt, String message)
        implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(
                who,
                "/v1/transfers",
                Door.body(
                        "externalId",
                        externalId,
                        "fromAccount",
                        from,
                        "toAccount",
                        to,
                        "quantity",
                        wanted.quantity(),
                        "serials",
                        wanted.texts(),
                        "project",
                        wanted.project(),
                        "vintage",
                        wanted.vintage(),
                        "block",
                        wanted.block(),
                        "message",
                        message,
                        "expiresAt",
                        expiresAt),
                null);
    }

    /** The same name with another content. */
    OfferUnits other() {
        return new OfferUnits(externalId, who, from, to, wanted, expiresAt, message + "!");
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Account sender = m.requireSender(from, who.organisation());
        Model.Account receiver = m.requireReceiver(to);
        if (sender == receiver) {
            throw new No("same-account");
        }
        Map<String, BitSet> units = m.pick(Title.free(from), wanted, null, Map.of(), seen == null ? null : units(seen));
        boolean atOnce = sender.organisation.equals(receiver.organisation);
        if (!atOnce && expiresAt != null && !expiresAt.isAfter(now)) {
            throw new No("invalid-expiry");
        }
        return new Plan(units, answer -> {
            UUID id = answer.id();
            Model.Offer offer = new Model.Offer();
            offer.from = from;
            offer.to = to;
            offer.units = units;
            offer.status = atOnce ? "settled" : "proposed";
            offer.decidedBy = atOnce ? who.name() : null;
            offer.expiresAt = atOnce ? Instant.MAX : answer.time("expiresAt");
            if (m.offers.putIfAbsent(id, offer) != null) {
                throw new Wrong("transfer " + id + " was made twice");
            }
            if (atOnce) {
                m.move(id, "transferred", units, Title.free(from), to);
            } else {
                m.retitle(units, Title.free(from), new Title(from, id, null));
            }
        });
    }

    @Override
    public Map<String, BitSet> units(Answer answer) {
        return Model.units(Answer.ranges(answer.body().path("ranges")));
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("proposedAt");
    }
}
