package org.carbonregistry.events.message;

import java.time.Instant;
import java.util.UUID;

/**
 * A hold as it stands after what happened to it: units of an account that are kept for a settlement agent. Always
 * {@code quantity = settled + released + onHold}.
 *
 * @param hold its id
 * @param number 1 when it is placed, then gap-free
 * @param externalId the id that whoever placed it gave
 * @param organisation owner of the account
 * @param venue the settlement agent (organisation)
 * @param quantity units when it was placed
 * @param settled units that went to buyers or were retired out of it so far
 * @param released units given back to their owner so far, also by expiry
 * @param onHold units still on hold
 * @param status {@code placed}, {@code settled}, {@code released} or {@code expired}
 * @param transaction the ledger transaction that moved units out of it just now, or null
 */
public record HoldChanged(
        UUID hold,
        long number,
        String externalId,
        String organisation,
        String account,
        String venue,
        long quantity,
        long settled,
        long released,
        long onHold,
        String status,
        UUID transaction,
        Instant expiresAt,
        Instant time) {}
