package org.carbonregistry.issuance.methodology;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.MethodologyChanged;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.Bounds;

/**
 * A methodology of a programme with all its versions.
 *
 * @param number the last fact published about it
 * @param projectTypes codes of the types it applies to
 * @param versions each with the days on which it may be used for a validation
 */
public record Methodology(
        String code, long number, String program, String name, List<String> projectTypes, List<Version> versions) {

    public Methodology {
        projectTypes = Bounds.keep(projectTypes, Bounds.PROJECT_TYPES);
        versions = Bounds.keep(versions, Bounds.METHODOLOGY_VERSIONS);
    }

    public Optional<Version> version(String version) {
        return versions.stream().filter(v -> v.version().equals(version)).findFirst();
    }

    /** Whether this version may be used for a validation on that day. */
    public boolean isValid(String version, LocalDate day) {
        return version(version)
                .filter(v -> !day.isBefore(v.validFrom()) && (v.validTo() == null || !day.isAfter(v.validTo())))
                .isPresent();
    }

    Message fact(Instant time) {
        return Message.fact(
                MessageType.METHODOLOGY_CHANGED,
                "methodology:" + code,
                number,
                time,
                new MethodologyChanged(code, number, program, name, projectTypes, versions, time));
    }
}
