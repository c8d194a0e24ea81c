package org.carbonregistry.issuance.methodology;

import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.program.Program;

/** What makes a methodology. */
final class MethodologyDecision {

    private MethodologyDecision() {}

    static Methodology register(Program program, NewMethodology asked) {
        Shape.code(asked.code(), "/code");
        String name = Shape.text(asked.name(), Bounds.NAME, "/name");
        List<String> types =
                Shape.list(Shape.given(asked.projectTypes(), "/projectTypes"), Bounds.PROJECT_TYPES, "/projectTypes");
        if (types.isEmpty()) {
            throw IssuanceRefusal.FIELD_MISSING.of("At least one project type is needed.", "/projectTypes");
        }
        for (int i = 0; i < types.size(); i++) {
            program.typeOf(types.get(i), "/projectTypes/" + i);
        }
        Methodology methodology = new Methodology(
                asked.code(), 1, program.code(), name, types.stream().distinct().toList(), List.of());
        List<Version> versions = Shape.list(asked.versions(), Bounds.METHODOLOGY_VERSIONS, "/versions");
        for (int i = 0; i < versions.size(); i++) {
            methodology = with(methodology, 1, versions.get(i), "/versions/" + i);
        }
        return methodology;
    }

    static Methodology addVersion(Methodology methodology, Version version) {
        return with(methodology, methodology.number() + 1, version, "");
    }

    private static Methodology with(Methodology methodology, long number, Version version, String at) {
        Shape.given(version, at);
        Shape.code(version.version(), at + "/version");
        Shape.day(version.validFrom(), at + "/validFrom");
        if (version.validTo() != null) {
            Shape.period(version.validFrom(), version.validTo(), at + "/validFrom", at + "/validTo");
        }
        if (methodology.version(version.version()).isPresent()) {
            throw IssuanceRefusal.ALREADY_REGISTERED.of("Version " + version.version() + ".", at + "/version");
        }
        if (methodology.versions().size() == Bounds.METHODOLOGY_VERSIONS) {
            throw IssuanceRefusal.TOO_MANY.of("It has " + Bounds.METHODOLOGY_VERSIONS + " versions.", at + "/version");
        }
        List<Version> versions = new ArrayList<>(methodology.versions());
        versions.add(version);
        return new Methodology(
                methodology.code(),
                number,
                methodology.program(),
                methodology.name(),
                methodology.projectTypes(),
                List.copyOf(versions));
    }
}
