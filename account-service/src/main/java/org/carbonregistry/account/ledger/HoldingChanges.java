package org.carbonregistry.account.ledger;

import java.util.List;

/** What must be written so that the stored holdings become the decided ones. */
public record HoldingChanges(List<Holding> updated, List<Holding> inserted, List<Long> deleted) {}
