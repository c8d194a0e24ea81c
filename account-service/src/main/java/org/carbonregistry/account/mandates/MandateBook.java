package org.carbonregistry.account.mandates;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.Refused;

/** A venue's locked mandates while its orders are decided: each act uses what the ones before it left. */
public final class MandateBook {

    /**
     * Units used under a mandate, or given back to it when negative.
     *
     * @param cause the hold, settlement or retirement
     */
    public record Use(UUID mandate, UUID cause, String act, long quantity) {}

    private final List<Mandate> mandates;
    private final Map<UUID, Long> left = new HashMap<>();
    private final List<Use> uses = new ArrayList<>();

    public MandateBook(Collection<Mandate> locked) {
        this.mandates = locked.stream()
                .sorted(Comparator.comparing(Mandate::grantedAt).thenComparing(Mandate::id))
                .toList();
        mandates.forEach(m -> left.put(m.id(), m.left()));
    }

    /**
     * Uses the oldest mandate that lets the venue do this with so many units.
     *
     * @return the mandate
     * @throws Refused no-mandate, mandate-exhausted
     */
    public UUID use(Mandate.Act act, long account, long quantity, UUID cause, Instant now, String pointer) {
        Mandate chosen = mandates.stream()
                .filter(m -> m.account() == account && m.isInForce(act, now))
                .filter(m -> left.get(m.id()) >= quantity)
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            requireAllowed(act, account, now, pointer);
            throw new Refused(
                    AccountRefusal.MANDATE_EXHAUSTED,
                    "no mandate over account " + AccountNumber.format(account) + " has " + quantity + " units left",
                    pointer);
        }
        left.merge(chosen.id(), -quantity, Long::sum);
        uses.add(new Use(chosen.id(), cause, act.word(), quantity));
        return chosen.id();
    }

    /**
     * Lets the venue do this with units of a hold. The mandate they were put on hold under counted them then and is enough where
     * it still lets the venue do this; otherwise another has to, and counts them now.
     *
     * @param heldUnder the mandate of the hold, or null when the owner placed it
     * @throws Refused no-mandate, mandate-exhausted
     */
    public void useHeld(
            Mandate.Act act, UUID heldUnder, long account, long quantity, UUID cause, Instant now, String pointer) {
        if (mandates.stream().noneMatch(m -> m.id().equals(heldUnder) && m.isInForce(act, now))) {
            use(act, account, quantity, cause, now, pointer);
        }
    }

    /**
     * Checks that some mandate lets the venue do this, whatever the quantity.
     *
     * @throws Refused no-mandate
     */
    public void requireAllowed(Mandate.Act act, long account, Instant now, String pointer) {
        if (mandates.stream().noneMatch(m -> m.account() == account && m.isInForce(act, now))) {
            throw new Refused(
                    AccountRefusal.NO_MANDATE,
                    "no mandate in force lets you " + act.word() + " units of account " + AccountNumber.format(account),
                    pointer);
        }
    }

    /** What was used, to be written down. */
    public List<Use> uses() {
        return uses;
    }
}
