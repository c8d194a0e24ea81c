package org.carbonregistry.retirement.retire;

import java.time.LocalDate;
import java.util.List;

/**
 * A request to retire credits, as it came in: nothing in it is checked yet.
 *
 * @param externalId the caller's name for it, unique in its organisation
 * @param quantity how many of the oldest units, or null when {@code serials} are given
 * @param program only units of this programme; likewise {@code project}, {@code vintage} and {@code block}
 * @param hold the hold to retire out of: ordered by its settlement agent, who needs a mandate for it
 * @param scheme the compliance scheme, for purpose {@code compliance}
 * @param effectiveDate the original date, while the programme's import is open
 * @param notStated names of the facts the source does not state
 */
public record RetirementRequest(
        String externalId,
        String account,
        Long quantity,
        List<String> serials,
        String program,
        String project,
        Integer vintage,
        String block,
        String hold,
        Beneficiary beneficiary,
        String purpose,
        String scheme,
        String reason,
        String message,
        LocalDate effectiveDate,
        List<String> notStated) {

    /**
     * For whom.
     *
     * @param identifier LEI or company number
     * @param country ISO 3166-1 alpha-2
     * @param kind {@code organisation}, {@code person}, whose name stays inside, or {@code not-stated} (also when absent):
     *     then a name is public as given, and nobody guesses what it is the name of
     */
    public record Beneficiary(String name, String identifier, String country, String kind) {}
}
