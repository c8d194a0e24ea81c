package org.carbonregistry.issuance;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.carbonregistry.issuance.methodology.Methodology;
import org.carbonregistry.issuance.program.BufferRule;
import org.carbonregistry.issuance.program.ImportState;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.program.Scope;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.ProjectState;
import org.carbonregistry.issuance.vvb.Vvb;
import org.carbonregistry.issuance.vvb.VvbState;

/** Things that are right, for tests of decisions. Today is 30 June 2025. */
public final class Examples {

    public static final LocalDate TODAY = LocalDate.of(2025, 6, 30);
    public static final Instant NOW = TODAY.atTime(12, 0).toInstant(ZoneOffset.UTC);
    public static final String SHA = "a".repeat(64);
    public static final Actor DEVELOPER = new Actor("dora", "green-valley", false);
    public static final Actor STRANGER = new Actor("sam", "blue-mangrove", false);
    public static final Actor REGISTRAR = new Actor("rosa", "registry", true);
    public static final Actor VERIFIER = new Actor("vera", "sure-check", false);

    private Examples() {}

    /** A programme with the types solar and forest (nature-based), vintages from 2010 on, periods within a year. */
    public static Program program() {
        return program(ImportState.NONE, List.of(), BufferRule.NATURE_BASED, 1000, false);
    }

    /** The same, being brought in from verra; these facts may be left open. */
    public static Program importing(String... mayBeNotStated) {
        return program(ImportState.OPEN, List.of(mayBeNotStated), BufferRule.NATURE_BASED, 1000, false);
    }

    public static Program closed() {
        return program(ImportState.CLOSED, List.of("methodology", "vvb"), BufferRule.NATURE_BASED, 1000, false);
    }

    public static Program program(
            ImportState state, List<String> mayBeNotStated, BufferRule buffer, int minimum, boolean differentBodies) {
        return new Program(
                "CCR",
                1,
                "Common Carbon",
                Scope.REGIONAL,
                List.of("KE", "UG"),
                1000,
                List.of(
                        new ProjectType("solar", "Solar", "energy", "reduction", false),
                        new ProjectType("forest", "Forest", "forestry", "removal", true)),
                2010,
                false,
                buffer,
                minimum,
                differentBodies,
                mayBeNotStated,
                state == ImportState.NONE ? null : "verra",
                state,
                null,
                null);
    }

    /** A solar project of the developer in this state, crediting 2015 to 2024. */
    public static Project project(ProjectState state) {
        return project(state, "solar", LocalDate.of(2015, 1, 1), LocalDate.of(2024, 12, 31));
    }

    public static Project project(ProjectState state, String type, LocalDate start, LocalDate end) {
        return new Project(
                "CCR-1042",
                state == ProjectState.DRAFT ? 0 : 3,
                "CCR",
                "1042",
                "Sun over Kitui",
                "KE",
                type,
                "green-valley",
                null,
                "CCR-M",
                "2.0",
                null,
                null,
                null,
                start,
                end,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                state);
    }

    /** Version 1.0 was valid until the end of 2020, 2.0 is since. For solar only. */
    public static Methodology methodology() {
        return new Methodology(
                "CCR-M",
                1,
                "CCR",
                "Method",
                List.of("solar"),
                List.of(
                        new Version("1.0", LocalDate.of(2010, 1, 1), LocalDate.of(2020, 12, 31)),
                        new Version("2.0", LocalDate.of(2021, 1, 1), null)));
    }

    /** Accredited for energy from 2015 to 2026, for people of sure-check. */
    public static Vvb vvb(VvbState state) {
        return new Vvb(
                "SC",
                1,
                "Sure Check",
                "CH",
                "sure-check",
                state,
                List.of(new Accreditation("energy", LocalDate.of(2015, 1, 1), LocalDate.of(2026, 12, 31))));
    }

    /** {@code accepted}, or the code of the refusal, and the field at fault behind a blank if it names one. */
    public static String outcome(Callable<?> decision) throws Exception {
        try {
            decision.call();
            return "accepted";
        } catch (Refused refused) {
            return refused.reason().code() + (refused.pointer() == null ? "" : " " + refused.pointer());
        }
    }
}
