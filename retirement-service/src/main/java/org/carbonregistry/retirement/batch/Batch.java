package org.carbonregistry.retirement.batch;

import java.util.UUID;

/** A bulk upload: its id, for whom it is, and who sent it. */
record Batch(UUID id, String organisation, String actor) {}
