package org.carbonregistry.issuance.project;

import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.message.ProjectRegistered.Document;

/**
 * A project as its proponent or a registrar asks for it; see {@link Project}.
 *
 * @param code the code in serial numbers; the programme's next number when left out
 * @param status {@code registered} to bring in a project of a source registry; otherwise left out
 * @param effectiveDate the original date of that, only while the import is open
 * @param anotherActivity why it is another activity than the project of the same type at the same place, said by a registrar
 *     who brings it in
 * @param reason why it is brought in, and {@code evidenceSha256} the document that rests on, or null
 * @param externalId the caller's own id: the same request again is answered with the first one
 */
public record NewProject(
        String program,
        String code,
        String name,
        String country,
        String type,
        String proponent,
        String proponentName,
        String methodology,
        String methodologyVersion,
        String description,
        Degrees latitude,
        Degrees longitude,
        LocalDate creditingStart,
        LocalDate creditingEnd,
        Long estimatedAnnualUnits,
        List<Integer> sdgs,
        List<Document> documents,
        List<String> notStated,
        List<String> derived,
        ProjectState status,
        LocalDate effectiveDate,
        String anotherActivity,
        String reason,
        String evidenceSha256,
        String externalId) {}
