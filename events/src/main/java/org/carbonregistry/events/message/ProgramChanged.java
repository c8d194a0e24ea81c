package org.carbonregistry.events.message;

import java.time.Instant;
import java.util.List;

/**
 * A programme as it stands now, with all its rules; published when it is registered and at every change.
 *
 * @param program its code
 * @param number 1 at registration, then gap-free
 * @param scope {@code global}, {@code regional} or {@code national}
 * @param countries ISO 3166-1 alpha-2 codes; empty for a global programme
 * @param unitKilograms what one credit stands for: 1000 or 1
 * @param oldestVintage the earliest vintage year it issues
 * @param vintageMayCrossYear whether a vintage period may cross a calendar year
 * @param bufferAppliesTo {@code none}, {@code nature-based} or {@code all}
 * @param bufferMinimumBasisPoints the least share of an issuance that goes to the buffer, in hundredths of a percent
 * @param mayBeNotStated which facts a source may leave open (see {@code ProjectRegistered.notStated})
 * @param sourceRegistry the registry this programme's ledger was brought in from, or null
 * @param importState {@code none}, {@code open} or {@code closed}: whether original dates are accepted
 */
public record ProgramChanged(
        String program,
        long number,
        String name,
        String scope,
        List<String> countries,
        int unitKilograms,
        List<ProjectType> projectTypes,
        int oldestVintage,
        boolean vintageMayCrossYear,
        String bufferAppliesTo,
        int bufferMinimumBasisPoints,
        List<String> mayBeNotStated,
        String sourceRegistry,
        String importState,
        Instant time) {}
