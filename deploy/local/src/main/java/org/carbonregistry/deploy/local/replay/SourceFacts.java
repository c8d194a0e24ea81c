package org.carbonregistry.deploy.local.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What is said over REST of a planned thing. What the source does not say is said to be not stated, and what was derived
 * from it to be derived.
 *
 * @param program code of the programme it is brought into
 * @param registry the source registry
 */
record SourceFacts(String program, String registry) {

    private static final int OLDEST_VINTAGE = 1990;
    private static final int LONGEST_CODE = 40;

    /** The programme; its import is open because it names a source registry. */
    Map<String, Object> program(ReplayPlan plan) {
        Map<String, SourceType> types = new TreeMap<>();
        plan.projects().forEach(project -> types.put(project.type().code(), project.type()));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("code", program);
        body.put("name", "Ledger brought in from " + registry);
        body.put("scope", "global");
        body.put("unitKilograms", 1000);
        body.put(
                "projectTypes",
                types.values().stream()
                        .map(type -> Map.of(
                                "code", type.code(),
                                "name", type.name(),
                                "sector", type.sector(),
                                "nature", "reduction",
                                "natureBased", type.natureBased()))
                        .toList());
        body.put(
                "oldestVintage",
                plan.blocks().stream().mapToInt(b -> b.end().getYear()).min().orElse(OLDEST_VINTAGE));
        body.put("vintageMayCrossYear", true);
        body.put("bufferAppliesTo", "none");
        body.put("requireDifferentBodies", false);
        body.put(
                "mayBeNotStated",
                List.of(
                        "methodology",
                        "methodologyVersion",
                        "vvb",
                        "creditingPeriod",
                        "proponent",
                        "document",
                        "location",
                        "registrationDate",
                        "riskRating"));
        body.put("sourceRegistry", registry);
        return body;
    }

    /** The methodologies the source names, each with the types it is used for; their versions it does not say. */
    List<Map<String, Object>> methodologies(ReplayPlan plan) {
        Map<String, TreeSet<String>> types = new TreeMap<>();
        plan.projects().stream()
                .filter(project -> project.methodology() != null)
                .forEach(project -> types.computeIfAbsent(project.methodology(), name -> new TreeSet<>())
                        .add(project.type().code()));
        List<Map<String, Object>> bodies = new ArrayList<>();
        types.forEach((name, used) -> bodies.add(
                Map.of("code", methodologyCode(name), "program", program, "name", name, "projectTypes", used)));
        return bodies;
    }

    /** A code of the source's text: {@code AMS-I.D.; AMS-III.G.} is {@code AMS-I.D./AMS-III.G.}. */
    static String methodologyCode(String name) {
        String code = name.replaceAll("\\s*;\\s*", "/").replaceAll("[^A-Za-z0-9._/-]+", "-");
        return code.length() <= LONGEST_CODE
                ? code
                : code.substring(0, LONGEST_CODE - 9) + "-" + String.format("%08x", name.hashCode());
    }

    /** A project that is registered there. */
    Map<String, Object> project(PlannedProject project) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<String> notStated =
                new ArrayList<>(List.of("creditingPeriod", "proponent", "document", "location", "registrationDate"));
        body.put("program", program);
        body.put("code", project.code());
        body.put("name", project.name());
        body.put("country", project.country());
        body.put("type", project.type().code());
        if (project.methodology() == null) {
            notStated.add("methodology");
        } else {
            body.put("methodology", methodologyCode(project.methodology()));
        }
        notStated.add("methodologyVersion");
        body.put("status", "registered");
        body.put("notStated", notStated);
        // Reductions or removals: the source does not say, the programme's types must.
        body.put("derived", List.of("nature"));
        body.put("externalId", program + ":" + project.code());
        return body;
    }

    /** The verification that must have been: verified = issued. */
    Map<String, Object> verification(VerifiedRun run) {
        List<String> derived = new ArrayList<>(List.of("date", "period", "quantity"));
        for (int i = 0; i < run.blocks().size(); i++) {
            if (run.blocks().get(i).startDerived()) {
                derived.add("vintages." + i + ".start");
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("date", run.verifiedBy().toString());
        body.put("periodStart", run.start().toString());
        body.put("periodEnd", run.end().toString());
        body.put("vintages", vintages(run, block -> new LinkedHashMap<>()));
        body.put("notStated", List.of("vvb", "document"));
        body.put("derived", derived);
        body.put("externalId", run.externalId(program));
        return body;
    }

    /** The request to issue it, with the serials that its active units had. */
    Map<String, Object> issuance(VerifiedRun run, String verification, String account) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("verification", verification);
        body.put("account", account);
        body.put("notIssuedElsewhere", true);
        body.put("vintages", vintages(run, block -> {
            Map<String, Object> vintage = new LinkedHashMap<>();
            vintage.put("effectiveDate", block.issued().toString());
            vintage.put("sourceRanges", block.sources());
            return vintage;
        }));
        body.put("externalId", run.externalId(program));
        return body;
    }

    /** A retirement: of exactly this block, whose first units are those that were used up. */
    Map<String, Object> retirement(RetirementRow row, String externalId, String account, String block) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("externalId", externalId);
        body.put("account", account);
        body.put("quantity", row.quantity());
        body.put("program", program);
        body.put("block", block);
        boolean named = row.beneficiary() != null;
        if (named) {
            body.put("beneficiary", Map.of("name", row.beneficiary()));
        }
        body.put("purpose", "not-stated");
        body.put("effectiveDate", row.retired().toString());
        body.put(
                "notStated",
                List.of(named ? "beneficiaryKind" : "beneficiary", "purpose", "retiredOrCancelled", "serials"));
        return body;
    }

    private static List<Map<String, Object>> vintages(
            VerifiedRun run, Function<PlannedBlock, Map<String, Object>> more) {
        return run.blocks().stream()
                .map(block -> {
                    Map<String, Object> vintage = new LinkedHashMap<>();
                    vintage.put("start", block.start().toString());
                    vintage.put("end", block.end().toString());
                    vintage.put("quantity", block.quantity());
                    vintage.putAll(more.apply(block));
                    return vintage;
                })
                .toList();
    }
}
