package org.carbonregistry.retirement.retire;

import java.util.UUID;

/**
 * An order on its way into the store.
 *
 * @param id its id if it is new
 * @param organisation for whom the caller acts; may be null
 * @param actor who ordered it
 */
public record RequestedOrder(UUID id, Order order, String organisation, String actor) {}
