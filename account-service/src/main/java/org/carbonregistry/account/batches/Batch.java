package org.carbonregistry.account.batches;

import java.util.UUID;

/** A bulk upload of transfers: its id, for whom it is, and who sent it. */
record Batch(UUID id, String organisation, String actor) {}
