package org.carbonregistry.events.message;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A project enters the public register.
 *
 * @param project public name, {@code PROGRAM-CODE}
 * @param number always 1: the first fact of the project
 * @param proponent name of the proponent, or null when not stated
 * @param methodology code, or null when not stated
 * @param latitude decimal degrees as text, or null
 * @param estimatedAnnualUnits estimated yearly credits, or null
 * @param documents public documents by SHA-256
 * @param notStated names of the facts the source does not state
 * @param derived names of the facts that were derived, not stated
 * @param status its state at this moment
 */
public record ProjectRegistered(
        String project,
        long number,
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
        String description,
        String latitude,
        String longitude,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        Long estimatedAnnualUnits,
        List<Integer> sdgs,
        List<Document> documents,
        List<String> notStated,
        List<String> derived,
        String status,
        Instant time) {

    /** A document by name and SHA-256 (64 hexadecimal digits). */
    public record Document(String name, String sha256) {}
}
