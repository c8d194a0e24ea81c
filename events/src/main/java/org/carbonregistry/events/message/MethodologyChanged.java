package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A methodology with all its versions; published when it is registered and at every change.
 *
 * @param methodology its code, unique in the installation
 * @param number 1 at registration, then gap-free
 * @param program the programme that accepts it
 * @param projectTypes codes of the project types it applies to
 * @param versions every version with its validity window
 */
public record MethodologyChanged(
        String methodology,
        long number,
        String program,
        String name,
        List<String> projectTypes,
        List<Version> versions,
        Instant time) {

    /** A version and the days on which it may be used for a validation; {@code validTo} null means still valid. */
    public record Version(String version, LocalDate validFrom, LocalDate validTo) {}
}
