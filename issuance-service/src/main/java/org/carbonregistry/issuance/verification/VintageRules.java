package org.carbonregistry.issuance.verification;

import java.time.LocalDate;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.program.Program;

/** What holds for every vintage period: rule 5 of the domain. */
public final class VintageRules {

    private VintageRules() {}

    /** The period is whole, past, not too old, and crosses a year only where the programme says so. */
    public static void requireAllowed(Program program, LocalDate start, LocalDate end, LocalDate today, String at) {
        Shape.period(start, end, at + "/start", at + "/end");
        if (end.isAfter(today)) {
            throw IssuanceRefusal.IN_THE_FUTURE.of(end + ".", at + "/end");
        }
        if (end.getYear() < program.oldestVintage()) {
            throw IssuanceRefusal.VINTAGE_TOO_OLD.of(
                    end.getYear() + ", the oldest is " + program.oldestVintage() + ".", at + "/end");
        }
        if (!program.vintageMayCrossYear() && start.getYear() != end.getYear()) {
            throw IssuanceRefusal.VINTAGE_CROSSES_YEAR.of(start + " to " + end + ".", at + "/start");
        }
    }
}
