package org.carbonregistry.deploy.local.replay;

/** A row that is not brought in, and why. */
record RejectedRow(String file, long row, String reason, String content) {}
