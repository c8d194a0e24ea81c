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
 * @param reason why it entered the register, or null; {@code evidenceSha256} the document that rests on, or null
 * @param effectiveDate the original date of that when a ledger is brought in, otherwise null
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
        String reason,
        String evidenceSha256,
        LocalDate effectiveDate,
        Instant time) {

    /** One that says no more than what it is. */
    public ProjectRegistered(
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
        this(
                project,
                number,
                program,
                code,
                name,
                country,
                type,
                nature,
                natureBased,
                proponent,
                methodology,
                methodologyVersion,
                description,
                latitude,
                longitude,
                creditingStart,
                creditingEnd,
                estimatedAnnualUnits,
                sdgs,
                documents,
                notStated,
                derived,
                status,
                null,
                null,
                null,
                time);
    }

    /** A document by name and SHA-256 (64 hexadecimal digits). */
    public record Document(String name, String sha256) {}
}
