package org.carbonregistry.deploy.local.replay;

import java.time.LocalDate;

/**
 * A project to register.
 *
 * @param code the source's project number
 * @param country ISO 3166-1 alpha-2
 * @param type see {@link SourceType}
 * @param methodology the source's code, or null when no row says it
 * @param firstKnown the earliest day the source knows something happened: when it was registered is not stated
 */
record PlannedProject(
        String code, String name, String country, SourceType type, String methodology, LocalDate firstKnown) {}
