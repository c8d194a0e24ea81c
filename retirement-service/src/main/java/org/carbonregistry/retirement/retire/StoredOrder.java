package org.carbonregistry.retirement.retire;

import java.util.UUID;
import org.carbonregistry.events.http.Refused;

/**
 * What became of an order at the door: it is stored, it was stored before, or it is refused.
 *
 * @param retirement the retirement, or null when refused
 * @param repeated whether the same order had come before
 * @param refusal why it is refused, or null
 */
public record StoredOrder(UUID retirement, boolean repeated, Refused refusal) {

    static StoredOrder stored(UUID retirement) {
        return new StoredOrder(retirement, false, null);
    }

    static StoredOrder repeated(UUID retirement) {
        return new StoredOrder(retirement, true, null);
    }

    static StoredOrder refused(Refused refusal) {
        return new StoredOrder(null, false, refusal);
    }
}
