package org.carbonregistry.account.limits;

/**
 * A limit of the registry or of a programme, which every account is under. The operator sets it in the configuration: no token,
 * stolen or not, lifts it.
 *
 * @param program the programme whose units it counts, or null for units of all
 */
public record StandingLimit(LimitKind kind, String program, long units) {

    public StandingLimit {
        if (units < 0) {
            throw new IllegalArgumentException("a limit is not negative");
        }
    }

    boolean counts(String ofProgram) {
        return program == null || program.equals(ofProgram);
    }

    /** Whose limit it is, for people. */
    String whose() {
        return program == null ? "the registry" : "programme " + program;
    }
}
