package org.carbonregistry.publicapi.project;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.publicapi.ledger.Totals;

/**
 * A project as a list shows it.
 *
 * @param nature {@code reduction} or {@code removal}
 * @param proponent name, or null when not stated
 * @param latitude decimal degrees as text, or null
 * @param status its present state
 * @param registeredAt when it entered this register
 * @param totals its units by kind
 */
public record ListedProject(
        String id,
        String program,
        String code,
        String name,
        String country,
        String type,
        String nature,
        boolean natureBased,
        String proponent,
        String methodology,
        String methodologyVersion,
        String latitude,
        String longitude,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        Long estimatedAnnualUnits,
        String status,
        Instant registeredAt,
        List<String> notStated,
        List<String> derived,
        Totals totals) {}
