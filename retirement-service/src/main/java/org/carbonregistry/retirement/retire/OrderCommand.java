package org.carbonregistry.retirement.retire;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.events.message.RetirementOrdered;

/** The command to the ledger that an order becomes. */
final class OrderCommand {

    private OrderCommand() {}

    static RetirementOrdered of(UUID id, Order order, String organisation, String actor, Instant time) {
        return new RetirementOrdered(
                id,
                organisation,
                order.account(),
                order.serials(),
                order.quantity(),
                order.serials() == null ? order.program() : null,
                order.project(),
                order.vintage(),
                order.block(),
                order.effectiveDate(),
                order.hold(),
                actor,
                null,
                time);
    }
}
