package org.carbonregistry.deploy.local.replay;

/**
 * Something odd in the source, brought in as it is and said.
 *
 * @param kind one of the kinds that {@link PlanReplay} knows, counted in the reconciliation
 * @param where project, vintage or row
 */
record Finding(String kind, String where, String what) {}
