package org.carbonregistry.issuance.program;

import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;

/**
 * What a source does not say: rule 21 of the domain. While the import of a programme is open, a fact that is left out is
 * recorded as not stated, if the programme allows it; otherwise it is refused. Nobody invents a fact.
 */
public final class OpenFacts {

    private final Program program;
    private final List<String> said;

    /** @param said facts the caller says are not stated, or null */
    public OpenFacts(Program program, List<String> said) {
        this.program = program;
        this.said = new ArrayList<>(Shape.facts(said, "/notStated"));
        for (String fact : this.said) {
            if (!program.mayLeaveOut(fact)) {
                throw IssuanceRefusal.NOT_STATED_NOT_ALLOWED.of(fact + ".", "/notStated");
            }
        }
    }

    /** A fact that may be left out: given and said to be not stated is refused; left out is recorded. */
    public void see(String fact, boolean given, String pointer) {
        if (given && said.contains(fact)) {
            throw IssuanceRefusal.STATED_AND_NOT_STATED.of(fact + ".", "/notStated");
        }
        if (given || said.contains(fact)) {
            return;
        }
        if (program.mayLeaveOut(fact)) {
            said.add(fact);
        } else if (program.isImportOpen()) {
            throw IssuanceRefusal.NOT_STATED_NOT_ALLOWED.of(fact + ".", pointer);
        }
    }

    /** A fact that is needed unless it may be not stated. */
    public void need(String fact, boolean given, String pointer) {
        see(fact, given, pointer);
        if (!given && !said.contains(fact)) {
            throw IssuanceRefusal.FIELD_MISSING.of(null, pointer);
        }
    }

    /** All facts that stay open. */
    public List<String> notStated() {
        return List.copyOf(said);
    }

    /** Facts that were derived, not stated: only of what is brought in. */
    public static List<String> derived(Program program, List<String> derived) {
        List<String> facts = Shape.facts(derived, "/derived");
        if (!facts.isEmpty() && !program.isImportOpen()) {
            throw IssuanceRefusal.IMPORT_NOT_OPEN.of("Then something may be derived.", "/derived");
        }
        return facts;
    }
}
