package org.carbonregistry.publicapi.page;

import io.vertx.mutiny.sqlclient.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The facts of a project in the order people ask for them; what is not stated says so, what was derived is marked. */
final class ProjectFacts {

    private ProjectFacts() {}

    static List<ShownProject.Fact> of(Row row) {
        Set<String> derived = new TreeSet<>(Arrays.asList(row.getArrayOfStrings("derived")));
        Set<String> notStated = new TreeSet<>(Arrays.asList(row.getArrayOfStrings("not_stated")));
        List<ShownProject.Fact> facts = new ArrayList<>();
        add(facts, "Proponent", row.getString("proponent"), "proponent", derived, notStated);
        add(facts, "Methodology", methodology(row), "methodology", derived, notStated);
        add(facts, "Crediting period", period(row), "creditingPeriod", derived, notStated);
        add(facts, "Location", location(row), "location", derived, notStated);
        Long yearly = row.getLong("estimated_annual_units");
        if (yearly != null) {
            add(facts, "Expected credits a year", Written.grouped(yearly), "estimatedAnnualUnits", derived, notStated);
        }
        Integer[] goals = row.getArrayOfIntegers("sdgs");
        if (goals.length > 0) {
            String text = Arrays.stream(goals).map(String::valueOf).collect(Collectors.joining(", "));
            add(facts, "UN development goals", text, "sdgs", derived, notStated);
        }
        notStated.forEach(name -> facts.add(new ShownProject.Fact(label(name), null, false)));
        derived.forEach(name -> facts.add(new ShownProject.Fact(label(name), shown(name, row), true)));
        return facts;
    }

    /** Adds a fact and takes its name off the marks that are left to show. */
    private static void add(
            List<ShownProject.Fact> facts,
            String label,
            String value,
            String name,
            Set<String> derived,
            Set<String> notStated) {
        notStated.remove(name);
        facts.add(new ShownProject.Fact(label, value, derived.remove(name)));
    }

    /** What the page says elsewhere, beside its mark. */
    private static String shown(String name, Row row) {
        return switch (name) {
            case "country" -> Written.countryName(row.getString("country"));
            case "type" -> row.getString("type_name");
            case "nature" -> row.getString("nature");
            default -> "as shown";
        };
    }

    private static String label(String name) {
        return "vvb".equals(name) ? "Verification body" : Written.capital(Written.words(name));
    }

    private static String methodology(Row row) {
        String code = row.getString("methodology");
        if (code == null) {
            return null;
        }
        String version = row.getString("methodology_version");
        String name = row.getString("methodology_name");
        return code
                + (version == null ? "" : ", version " + version)
                + (name == null || name.equals(code) ? "" : " (" + name + ")");
    }

    private static String period(Row row) {
        LocalDate start = row.getLocalDate("crediting_start");
        LocalDate end = row.getLocalDate("crediting_end");
        return start == null || end == null ? null : Written.written(start) + " to " + Written.written(end);
    }

    private static String location(Row row) {
        String latitude = row.getString("latitude");
        String longitude = row.getString("longitude");
        return latitude == null || longitude == null ? null : latitude + ", " + longitude;
    }
}
