package org.carbonregistry.retirement.retire;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.retirement.registers.Registers;

/**
 * Decides a set of orders at once, each by itself: the same order again is answered with its retirement, another order under
 * the same name is refused, everything else goes through {@link RetireCredits#permit}.
 */
final class DoorDecision {

    /** The name of an order: unique within its organisation. */
    record Name(String organisation, String externalId) {

        static Name of(RequestedOrder requested) {
            return new Name(requested.organisation(), requested.order().externalId());
        }
    }

    /** An order that is there already. */
    record Known(UUID retirement, byte[] fingerprint) {

        /** The answer to an order under the name of this one. */
        StoredOrder answer(RequestedOrder again) {
            return java.util.Arrays.equals(fingerprint, again.order().fingerprint())
                    ? StoredOrder.repeated(retirement)
                    : StoredOrder.refused(new Refused(
                            RetirementRefusal.EXTERNAL_ID_CONFLICT,
                            "externalId " + again.order().externalId()
                                    + " names another retirement, with other content",
                            "/externalId"));
        }
    }

    private DoorDecision() {}

    /** One answer per order, in their order; {@code known} is extended by the new ones. */
    static List<StoredOrder> decide(
            List<RequestedOrder> requested, Map<Name, Known> known, Registers registers, LocalDate today) {
        Map<Name, Known> all = new HashMap<>(known);
        List<StoredOrder> answers = new ArrayList<>(requested.size());
        for (RequestedOrder one : requested) {
            Name name = Name.of(one);
            Known same = all.get(name);
            if (same != null) {
                answers.add(same.answer(one));
                continue;
            }
            try {
                RetireCredits.permit(one.order(), one.organisation(), registers, today);
                all.put(name, new Known(one.id(), one.order().fingerprint()));
                answers.add(StoredOrder.stored(one.id()));
            } catch (Refused refused) {
                answers.add(StoredOrder.refused(refused));
            }
        }
        return answers;
    }
}
