package org.carbonregistry.retirement.retire;

import static org.carbonregistry.retirement.retire.RetirementRefusal.INVALID_QUANTITY;
import static org.carbonregistry.retirement.retire.RetirementRefusal.INVALID_SELECTION;
import static org.carbonregistry.retirement.retire.RetirementRefusal.INVALID_SERIAL;
import static org.carbonregistry.retirement.retire.RetirementRefusal.QUANTITY_OR_SERIALS;
import static org.carbonregistry.retirement.retire.RetirementRefusal.REPEATED_UNITS;
import static org.carbonregistry.retirement.retire.RetirementRefusal.SEVERAL_PROGRAMS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Which units a request asks for: exact serial ranges, or so many of the oldest of a programme, project, vintage or block. */
record SelectedUnits(
        List<String> serials, Long quantity, String program, String project, Integer vintage, String block) {

    private static final int MOST_SERIALS = 1000;
    private static final Pattern BLOCK = Pattern.compile("([A-Z][A-Z0-9]{1,11})-[1-9][0-9]{0,17}");
    private static final Pattern PROJECT = Pattern.compile("([A-Z][A-Z0-9]{1,11})-[A-Za-z0-9]{1,20}");

    static SelectedUnits read(RetirementRequest request) {
        if ((request.quantity() == null) == (request.serials() == null)) {
            throw new Refused(QUANTITY_OR_SERIALS, "give either a quantity or serials", "/quantity");
        }
        return request.serials() == null ? oldest(request) : exact(request);
    }

    private static SelectedUnits oldest(RetirementRequest request) {
        if (request.quantity() < 1) {
            throw new Refused(INVALID_QUANTITY, "at least 1 unit, not " + request.quantity(), "/quantity");
        }
        TreeSet<String> programs = new TreeSet<>();
        if (request.program() != null) {
            check(SerialRange.isProgramCode(request.program()), "this cannot be the code of a programme", "/program");
            programs.add(request.program());
        }
        if (request.project() != null) {
            var project = PROJECT.matcher(request.project());
            check(project.matches(), "a project is named PROGRAM-CODE, for example CCR-1042", "/project");
            programs.add(project.group(1));
        }
        if (request.block() != null) {
            var block = BLOCK.matcher(request.block());
            check(block.matches(), "a block is named PROGRAM-NUMBER, for example CCR-58", "/block");
            programs.add(block.group(1));
        }
        check(
                request.vintage() == null || request.vintage() >= 1000 && request.vintage() <= 9999,
                "a vintage is a year of four digits",
                "/vintage");
        oneProgram(programs, "/program");
        return new SelectedUnits(
                null,
                request.quantity(),
                programs.isEmpty() ? null : programs.first(),
                request.project(),
                request.vintage(),
                request.block());
    }

    private static SelectedUnits exact(RetirementRequest request) {
        if (request.serials().isEmpty() || request.serials().size() > MOST_SERIALS) {
            throw new Refused(INVALID_SERIAL, "give 1 to " + MOST_SERIALS + " serial ranges", "/serials");
        }
        check(
                request.program() == null
                        && request.project() == null
                        && request.vintage() == null
                        && request.block() == null,
                "serials already say which programme, project, vintage and block",
                "/serials");
        TreeSet<String> programs = new TreeSet<>();
        Map<String, TreeSet<UnitRange>> taken = new HashMap<>();
        List<String> serials = new ArrayList<>();
        for (int i = 0; i < request.serials().size(); i++) {
            SerialRange range = parse(request.serials().get(i), i);
            TreeSet<UnitRange> others = taken.computeIfAbsent(range.blockName(), b -> new TreeSet<>());
            UnitRange before = others.floor(range.units());
            UnitRange after = others.ceiling(range.units());
            if (before != null && before.overlaps(range.units()) || after != null && after.overlaps(range.units())) {
                throw new Refused(REPEATED_UNITS, range + " names units that were named before", "/serials/" + i);
            }
            others.add(range.units());
            programs.add(range.program());
            serials.add(range.format());
        }
        oneProgram(programs, "/serials");
        return new SelectedUnits(serials, null, programs.first(), null, null, null);
    }

    private static SerialRange parse(String text, int index) {
        try {
            return SerialRange.parse(text);
        } catch (IllegalArgumentException e) {
            throw new Refused(INVALID_SERIAL, e.getMessage(), "/serials/" + index);
        }
    }

    private static void oneProgram(TreeSet<String> programs, String pointer) {
        if (programs.size() > 1) {
            throw new Refused(
                    SEVERAL_PROGRAMS,
                    "a certificate is of one programme; these are " + String.join(" and ", programs),
                    pointer);
        }
    }

    private static void check(boolean holds, String detail, String pointer) {
        if (!holds) {
            throw new Refused(INVALID_SELECTION, detail, pointer);
        }
    }
}
