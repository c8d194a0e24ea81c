package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Model.Title;

/** A venue gives units of a hold back: all, or a quantity. Only an Idempotency-Key tells a part that is asked for again. */
record ReleaseHold(UUID hold, Person who, Long quantity, String key) implements Command {

    @Override
    public Answer send(Door door) {
        return door.post(who, "/v1/holds/" + hold + "/release", Door.body("quantity", quantity), key);
    }

    @Override
    public boolean isToldByItsFact() {
        return true;
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        Model.Hold h = m.holds.get(hold);
        if (h != null && quantity == null && h.status.equals("released") && h.venue.equals(who.organisation())) {
            return Plan.nothing();
        }
        requireActing(m, hold, who.organisation(), now);
        if (quantity != null && quantity > h.left()) {
            throw new No("insufficient-units");
        }
        return Plan.of(answer -> end(m, hold, quantity == null ? h.left() : quantity, "released"));
    }

    static Model.Hold requireActing(Model m, UUID id, String venue, Instant now) {
        Model.Hold h = m.holds.get(id);
        if (h == null || !h.venue.equals(venue)) {
            throw new No("unknown-hold");
        }
        if (h.status.equals("expired") || h.status.equals("placed") && !now.isBefore(h.expiresAt)) {
            throw new No("hold-expired");
        }
        if (!h.status.equals("placed")) {
            throw new No("hold-ended");
        }
        return h;
    }

    /** Units of a hold go back to their owner, the newest first. */
    static void end(Model m, UUID id, long quantity, String status) {
        Model.Hold h = m.holds.get(id);
        if (h == null || !h.status.equals("placed") || quantity < 1 || quantity > h.left()) {
            throw new Wrong("of hold " + id + " " + quantity + " units were " + status + ", but it was "
                    + (h == null ? "unknown" : h.status + " with " + h.left()));
        }
        m.retitle(m.newest(h, quantity), new Title(h.account, null, id), Title.free(h.account));
        h.released += quantity;
        if (h.left() == 0) {
            h.status = status;
        }
        if (h.mandate != null) {
            m.mandates.get(h.mandate).used -= quantity;
        }
    }
}
