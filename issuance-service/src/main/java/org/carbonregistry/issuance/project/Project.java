package org.carbonregistry.issuance.project;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.ProjectRegistered;
import org.carbonregistry.events.message.ProjectRegistered.Document;
import org.carbonregistry.events.message.ProjectStatusChanged;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Bounds;

/**
 * A project as it stands now.
 *
 * @param id public name, {@code PROGRAM-CODE}
 * @param number its last public fact; 0 while nobody sees it
 * @param proponent code of the organisation that proposes it, or null when not stated
 * @param methodologyVersion the version it is or will be validated under, or null
 * @param creditingStart first day credits can be achieved, or null; {@code creditingEnd} the last
 * @param notStated facts the source does not state
 * @param derived facts that were derived, not stated
 */
public record Project(
        String id,
        @JsonIgnore long number,
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
        ProjectState status) {

    public Project {
        sdgs = Bounds.keep(sdgs, Bounds.GOALS);
        documents = Bounds.keep(documents, Bounds.DOCUMENTS);
        notStated = Bounds.keep(notStated, Bounds.FACTS);
        derived = Bounds.keep(derived, Bounds.FACTS);
    }

    /** The same project after one more public fact, in this state. */
    Project moved(ProjectState state) {
        return with(number + 1, methodologyVersion, creditingStart, creditingEnd, state);
    }

    /** The same project under the name of a code that was drawn for it. */
    Project coded(String drawn) {
        return new Project(
                program + "-" + drawn,
                number,
                program,
                drawn,
                name,
                country,
                type,
                proponent,
                proponentName,
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
                status);
    }

    Project with(long number, String version, LocalDate start, LocalDate end, ProjectState state) {
        return new Project(
                id,
                number,
                program,
                code,
                name,
                country,
                type,
                proponent,
                proponentName,
                methodology,
                version,
                description,
                latitude,
                longitude,
                start,
                end,
                estimatedAnnualUnits,
                sdgs,
                documents,
                notStated,
                derived,
                state);
    }

    /** To whom a draft is not shown, it is not there. */
    public void requireVisible(boolean allDrafts, Actor actor) {
        if (number == 0 && !allDrafts && !actor.actsFor(proponent)) {
            throw new Refused(EdgeRefusal.NOT_FOUND, "there is no project " + id, null);
        }
    }

    /** The place it names, or null. */
    Place place() {
        return latitude == null || longitude == null ? null : new Place(latitude, longitude);
    }

    /** Its first public fact. */
    Message registered(ProjectType as, StateChange first) {
        return Message.fact(
                MessageType.PROJECT_REGISTERED,
                id,
                number,
                first.time(),
                new ProjectRegistered(
                        id,
                        number,
                        program,
                        code,
                        name,
                        country,
                        type,
                        as.nature(),
                        as.natureBased(),
                        proponentName == null ? proponent : proponentName,
                        methodology,
                        methodologyVersion,
                        description,
                        latitude == null ? null : latitude.text(),
                        longitude == null ? null : longitude.text(),
                        creditingStart,
                        creditingEnd,
                        estimatedAnnualUnits,
                        sdgs,
                        documents,
                        notStated,
                        derived,
                        status.word(),
                        first.reason(),
                        first.evidenceSha256(),
                        first.effectiveDate(),
                        first.time()));
    }

    /** The fact of its last change of state; that of a validation says what it settled. */
    Message changed(StateChange change) {
        boolean settled = change.to() == ProjectState.VALIDATED;
        return Message.fact(
                MessageType.PROJECT_STATUS_CHANGED,
                id,
                number,
                change.time(),
                new ProjectStatusChanged(
                        id,
                        number,
                        change.from().word(),
                        change.to().word(),
                        change.reason(),
                        change.effectiveDate(),
                        settled ? methodologyVersion : null,
                        settled ? creditingStart : null,
                        settled ? creditingEnd : null,
                        change.evidenceSha256(),
                        change.time()));
    }
}
