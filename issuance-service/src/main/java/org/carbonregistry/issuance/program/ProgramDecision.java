package org.carbonregistry.issuance.program;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;

/** What makes a programme, and who closes its import. */
final class ProgramDecision {

    private static final Set<String> NATURES = Set.of("reduction", "removal");
    private static final Set<String> ALWAYS_STATED = Set.of("name", "country", "type", "nature");
    private static final int MOST_BASIS_POINTS = 10_000;

    private ProgramDecision() {}

    static Program register(NewProgram asked) {
        if (!SerialRange.isProgramCode(Shape.given(asked.code(), "/code"))) {
            throw IssuanceRefusal.INVALID_VALUE.of(
                    "A programme's code is 2 to 12 capital letters or digits, the first a letter.", "/code");
        }
        String name = Shape.text(asked.name(), Bounds.NAME, "/name");
        Scope scope = Shape.given(asked.scope(), "/scope");
        List<String> countries = countries(scope, asked.countries());
        int unit = asked.unitKilograms() == null ? 1000 : asked.unitKilograms();
        if (unit != 1 && unit != 1000) {
            throw IssuanceRefusal.INVALID_VALUE.of("A unit stands for 1000 or 1 kilograms.", "/unitKilograms");
        }
        List<ProjectType> types = types(asked.projectTypes());
        int minimum = asked.bufferMinimumBasisPoints() == null ? 0 : asked.bufferMinimumBasisPoints();
        if (minimum < 0 || minimum > MOST_BASIS_POINTS) {
            throw IssuanceRefusal.INVALID_VALUE.of("Basis points are 0 to 10000.", "/bufferMinimumBasisPoints");
        }
        int oldest = asked.oldestVintage() == null ? 1990 : asked.oldestVintage();
        if (oldest < 1000 || oldest > 9999) {
            throw IssuanceRefusal.INVALID_VALUE.of("A vintage is a year of four digits.", "/oldestVintage");
        }
        String source = Shape.textOrNull(asked.sourceRegistry(), Bounds.SOURCE_REGISTRY, "/sourceRegistry");
        return new Program(
                asked.code(),
                1,
                name,
                scope,
                countries,
                unit,
                types,
                oldest,
                Boolean.TRUE.equals(asked.vintageMayCrossYear()),
                asked.bufferAppliesTo() == null ? BufferRule.NONE : asked.bufferAppliesTo(),
                minimum,
                Boolean.TRUE.equals(asked.requireDifferentBodies()),
                mayBeNotStated(asked.mayBeNotStated()),
                source,
                source == null ? ImportState.NONE : ImportState.OPEN,
                null,
                null);
    }

    /**
     * The first of two registrars. Proposing again puts the later proposer in place of the first.
     *
     * @param expiresAt until when the second one can close it
     */
    static Program proposeClosing(Program program, String registrar, Instant expiresAt) {
        requireOpen(program);
        return program.moved(ImportState.OPEN, registrar, expiresAt);
    }

    /**
     * The second of two registrars. It cannot be undone.
     *
     * @param now database time, under the programme's lock
     */
    static Program approveClosing(Program program, String registrar, Instant now) {
        requireOpen(program);
        if (program.closingExpiresAt() != null && !now.isBefore(program.closingExpiresAt())) {
            throw IssuanceRefusal.CLOSING_EXPIRED.of("It expired at " + program.closingExpiresAt() + ".", null);
        }
        if (program.closingProposedBy() == null) {
            throw IssuanceRefusal.CLOSING_NOT_PROPOSED.of(null, null);
        }
        if (program.closingProposedBy().equals(registrar)) {
            throw IssuanceRefusal.FOUR_EYES.of(null, null);
        }
        return program.moved(ImportState.CLOSED, program.closingProposedBy(), program.closingExpiresAt());
    }

    private static void requireOpen(Program program) {
        if (!program.isImportOpen()) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of(
                    "The import of " + program.code() + " is "
                            + program.importState().word() + ".",
                    null);
        }
    }

    /** A project is of a type, and so a reduction or a removal, in a country, under a name: never left open. */
    private static List<String> mayBeNotStated(List<String> asked) {
        List<String> facts = Shape.facts(asked, "/mayBeNotStated");
        for (String fact : facts) {
            if (ALWAYS_STATED.contains(fact)) {
                throw IssuanceRefusal.INVALID_VALUE.of(
                        "A project always has a " + fact + ".", "/mayBeNotStated/" + asked.indexOf(fact));
            }
        }
        return facts;
    }

    private static List<String> countries(Scope scope, List<String> asked) {
        List<String> countries = Shape.list(asked, Bounds.COUNTRIES, "/countries");
        for (int i = 0; i < countries.size(); i++) {
            Shape.country(countries.get(i), "/countries/" + i);
        }
        if (scope == Scope.GLOBAL ? !countries.isEmpty() : countries.isEmpty()) {
            throw IssuanceRefusal.INVALID_VALUE.of(
                    "A global programme names no countries, any other at least one.", "/countries");
        }
        return countries.stream().distinct().toList();
    }

    private static List<ProjectType> types(List<ProjectType> types) {
        if (Shape.list(Shape.given(types, "/projectTypes"), Bounds.PROJECT_TYPES, "/projectTypes")
                .isEmpty()) {
            throw IssuanceRefusal.FIELD_MISSING.of("At least one project type is needed.", "/projectTypes");
        }
        Set<String> codes = new HashSet<>();
        for (int i = 0; i < types.size(); i++) {
            String at = "/projectTypes/" + i;
            ProjectType type = Shape.given(types.get(i), at);
            Shape.code(type.code(), at + "/code");
            Shape.text(type.name(), Bounds.NAME, at + "/name");
            Shape.code(type.sector(), at + "/sector");
            if (!NATURES.contains(Shape.given(type.nature(), at + "/nature"))) {
                throw IssuanceRefusal.INVALID_VALUE.of("It is reduction or removal.", at + "/nature");
            }
            if (!codes.add(type.code())) {
                throw IssuanceRefusal.INVALID_VALUE.of("The type is there twice.", at + "/code");
            }
        }
        return List.copyOf(types);
    }
}
