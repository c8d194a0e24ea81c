package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A venue's mandates while one command is decided.
 *
 * @param cause under what the service wrote its uses down, or null: then the model chooses the oldest that has enough left
 * @param used what this command used so far
 */
record MandateRules(Model m, String venue, Instant now, UUID cause, Map<UUID, Long> used) {

    /** The mandate that is used. */
    UUID use(String act, String account, long quantity) {
        List<Model.Mandate> fit = m.mandates.values().stream()
                .filter(x -> x.venue.equals(venue) && x.account.equals(account) && x.allows(act, now))
                .sorted(Comparator.comparing((Model.Mandate x) -> x.grantedAt).thenComparing(x -> x.id))
                .toList();
        if (fit.isEmpty()) {
            throw new No("no-mandate");
        }
        List<UUID> enough = fit.stream()
                .filter(x -> x.quantity - x.used - used.getOrDefault(x.id, 0L) >= quantity)
                .map(x -> x.id)
                .toList();
        if (enough.isEmpty()) {
            throw new No("mandate-exhausted");
        }
        UUID chosen = enough.get(0);
        if (cause != null && m.recordedUses != null) {
            chosen = recorded(act, quantity, enough);
        }
        used.merge(chosen, quantity, Long::sum);
        return chosen;
    }

    private UUID recorded(String act, long quantity, List<UUID> enough) {
        List<Model.Use> uses = m.recordedUses.getOrDefault(cause, List.of());
        for (Model.Use use : uses) {
            if (use.act().equals(act) && use.quantity() == quantity && enough.contains(use.mandate())) {
                uses.remove(use);
                return use.mandate();
            }
        }
        throw new Wrong("of " + quantity + " units to " + act + " by " + cause
                + " no use is written down under a mandate that allows it: " + uses);
    }

    /** For units of a hold: counted already where the mandate they are held under lets the venue do this, too. */
    void useHeld(String act, UUID heldUnder, String account, long quantity) {
        Model.Mandate of = heldUnder == null ? null : m.mandates.get(heldUnder);
        if (of == null || !of.allows(act, now)) {
            use(act, account, quantity);
        }
    }

    /** Whatever the quantity. */
    void requireAllowed(String act, String account) {
        if (m.mandates.values().stream()
                .noneMatch(x -> x.venue.equals(venue) && x.account.equals(account) && x.allows(act, now))) {
            throw new No("no-mandate");
        }
    }

    void write() {
        used.forEach((mandate, quantity) -> m.mandates.get(mandate).used += quantity);
    }
}
