package org.carbonregistry.issuance.program;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;

/**
 * A programme with all its rules.
 *
 * @param code 2 to 12 capital letters or digits, the first a letter
 * @param number the last fact published about it
 * @param countries where it issues; empty when global
 * @param unitKilograms what one credit stands for: 1000 or 1
 * @param oldestVintage the earliest vintage year it issues
 * @param vintageMayCrossYear whether a vintage period may cross a calendar year
 * @param bufferMinimumBasisPoints least share for the buffer, in hundredths of a percent
 * @param requireDifferentBodies whether validating and verifying body must differ
 * @param mayBeNotStated facts that may be left open while the import is open
 * @param sourceRegistry where its ledger is brought in from, or null
 * @param closingProposedBy the registrar who proposed to close the import, or null
 * @param closingExpiresAt until when another one can close it, or null when nobody proposed it
 */
public record Program(
        String code,
        long number,
        String name,
        Scope scope,
        List<String> countries,
        int unitKilograms,
        List<ProjectType> projectTypes,
        int oldestVintage,
        boolean vintageMayCrossYear,
        BufferRule bufferAppliesTo,
        int bufferMinimumBasisPoints,
        boolean requireDifferentBodies,
        List<String> mayBeNotStated,
        String sourceRegistry,
        ImportState importState,
        String closingProposedBy,
        Instant closingExpiresAt) {

    public Program {
        countries = Bounds.keep(countries, Bounds.COUNTRIES);
        projectTypes = Bounds.keep(projectTypes, Bounds.PROJECT_TYPES);
        mayBeNotStated = Bounds.keep(mayBeNotStated, Bounds.FACTS);
    }

    /** Whether original dates and gaps of the source are accepted now. */
    @JsonIgnore
    public boolean isImportOpen() {
        return importState == ImportState.OPEN;
    }

    /** Whether this fact may be left out now. */
    public boolean mayLeaveOut(String fact) {
        return isImportOpen() && mayBeNotStated.contains(fact);
    }

    public Optional<ProjectType> type(String type) {
        return projectTypes.stream().filter(t -> t.code().equals(type)).findFirst();
    }

    /** The type of a project that was accepted before. */
    public ProjectType typeOf(String type, String pointer) {
        return type(type).orElseThrow(() -> IssuanceRefusal.TYPE_NOT_ALLOWED.of(type + " in " + code + ".", pointer));
    }

    /** The same programme after the next public fact, with another import state. */
    Program moved(ImportState state, String proposedBy, Instant expiresAt) {
        return new Program(
                code,
                number + 1,
                name,
                scope,
                countries,
                unitKilograms,
                projectTypes,
                oldestVintage,
                vintageMayCrossYear,
                bufferAppliesTo,
                bufferMinimumBasisPoints,
                requireDifferentBodies,
                mayBeNotStated,
                sourceRegistry,
                state,
                proposedBy,
                expiresAt);
    }

    /** What everyone may know of it now. */
    Message fact(Instant time) {
        return Message.fact(
                number == 1 ? MessageType.PROGRAM_REGISTERED : MessageType.PROGRAM_CHANGED,
                "program:" + code,
                number,
                time,
                new ProgramChanged(
                        code,
                        number,
                        name,
                        scope.word(),
                        countries,
                        unitKilograms,
                        projectTypes,
                        oldestVintage,
                        vintageMayCrossYear,
                        bufferAppliesTo.word(),
                        bufferMinimumBasisPoints,
                        mayBeNotStated,
                        sourceRegistry,
                        importState.word(),
                        time));
    }
}
