package org.carbonregistry.deploy.local.replay;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what to register, issue and retire so that the registry ends as the source stands: one block per project and
 * vintage end, its retired units first and its active units last.
 */
final class PlanReplay {

    static final String OVERLAPPING_START = "stated start overlaps the project's earlier vintage";
    static final String SHORT_OF_TOTAL = "retired + active short of the source's total";
    static final String ABOVE_TOTAL = "retired + active above the source's total";
    static final String OTHER_COUNTRY = "serial names another country than its row";
    static final String CONTESTED = "source lists these units twice";

    /** Projects in the order of their numbers, whatever their length. */
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final String registry;
    private final List<Finding> findings = new ArrayList<>();
    private final List<RejectedRow> rejected = new ArrayList<>();

    private PlanReplay(String registry) {
        this.registry = registry;
    }

    static ReplayPlan plan(String registry, SourceLedger source) {
        return new PlanReplay(registry).plan(source);
    }

    private ReplayPlan plan(SourceLedger source) {
        rejected.addAll(source.rejected());
        List<ActiveRow> active = source.active();
        List<RetirementRow> retirements = source.retirements().stream()
                .sorted(Comparator.comparing(RetirementRow::retired).thenComparing(RetirementRow::row))
                .toList();
        Map<String, List<ActiveRow>> activeOf = active.stream()
                .collect(Collectors.groupingBy(row -> row.project().id()));
        Map<String, List<RetirementRow>> retirementsOf = retirements.stream()
                .collect(Collectors.groupingBy(row -> row.project().id()));
        Set<String> ids = new TreeSet<>(BY_NUMBER);
        ids.addAll(activeOf.keySet());
        ids.addAll(retirementsOf.keySet());

        Set<SourceSerial> contested = contested(active);
        List<PlannedProject> projects = new ArrayList<>();
        List<PlannedBlock> blocks = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        for (String id : ids) {
            List<ActiveRow> held = activeOf.getOrDefault(id, List.of());
            List<RetirementRow> used = retirementsOf.getOrDefault(id, List.of());
            try {
                projects.add(project(id, held, used));
                blocks.addAll(blocks(id, held, used, contested));
            } catch (IllegalArgumentException e) {
                unknown.add(id);
                held.forEach(row -> rejected.add(new RejectedRow(
                        "active", row.row(), e.getMessage(), row.serial().text())));
                used.forEach(row -> rejected.add(new RejectedRow("retirements", row.row(), e.getMessage(), id)));
            }
        }
        return new ReplayPlan(
                List.copyOf(projects),
                List.copyOf(blocks),
                retirements.stream()
                        .filter(row -> !unknown.contains(row.project().id()))
                        .toList(),
                List.copyOf(rejected),
                List.copyOf(findings));
    }

    private PlannedProject project(String id, List<ActiveRow> held, List<RetirementRow> used) {
        SourceProject source = Stream.concat(
                        held.stream().map(ActiveRow::project), used.stream().map(RetirementRow::project))
                .findFirst()
                .orElseThrow();
        String country = Countries.code(source.country());
        for (ActiveRow row : held) {
            if (!row.serial().country().equals(country)) {
                findings.add(new Finding(
                        OTHER_COUNTRY, "active row " + row.row(), row.serial().text()));
            }
        }
        return new PlannedProject(
                id,
                source.name(),
                country,
                SourceType.of(source.type()),
                held.stream()
                        .map(ActiveRow::methodology)
                        .filter(code -> code != null)
                        .findFirst()
                        .orElse(null),
                firstKnown(held, used));
    }

    private List<PlannedBlock> blocks(
            String id, List<ActiveRow> held, List<RetirementRow> used, Set<SourceSerial> contested) {
        Map<LocalDate, List<ActiveRow>> heldOf = held.stream().collect(Collectors.groupingBy(ActiveRow::vintageEnd));
        Map<LocalDate, List<RetirementRow>> usedOf =
                used.stream().collect(Collectors.groupingBy(RetirementRow::vintageEnd));
        TreeMap<LocalDate, Boolean> ends = new TreeMap<>();
        heldOf.keySet().forEach(end -> ends.put(end, true));
        usedOf.keySet().forEach(end -> ends.put(end, true));
        List<PlannedBlock> blocks = new ArrayList<>();
        LocalDate previousEnd = null;
        for (LocalDate end : ends.keySet()) {
            List<ActiveRow> active = heldOf.getOrDefault(end, List.of());
            List<RetirementRow> retirements = usedOf.getOrDefault(end, List.of());
            TreeSet<LocalDate> stated =
                    active.stream().map(ActiveRow::vintageStart).collect(Collectors.toCollection(TreeSet::new));
            for (LocalDate start : stated) {
                if (previousEnd != null && !start.isAfter(previousEnd)) {
                    findings.add(new Finding(OVERLAPPING_START, id + " " + start + "/" + end, "until " + previousEnd));
                }
            }
            LocalDate known = stated.isEmpty() ? null : stated.last();
            LocalDate start = start(known, previousEnd, end);
            long retired =
                    retirements.stream().mapToLong(RetirementRow::quantity).sum();
            PlannedBlock block = new PlannedBlock(
                    id,
                    start,
                    end,
                    !start.equals(known),
                    retired,
                    place(active, retired, contested),
                    firstKnown(active, retirements));
            compareWithTotal(block, active);
            blocks.add(block);
            previousEnd = end;
        }
        return blocks;
    }

    /** The stated start where it does not overlap; else the day after the earlier vintage, within the year of the end. */
    static LocalDate start(LocalDate known, LocalDate previousEnd, LocalDate end) {
        if (known != null && (previousEnd == null || known.isAfter(previousEnd))) {
            return known;
        }
        LocalDate year = end.withDayOfYear(1);
        return previousEnd == null || previousEnd.isBefore(year) ? year : previousEnd.plusDays(1);
    }

    private List<PlacedRange> place(List<ActiveRow> active, long retired, Set<SourceSerial> contested) {
        List<PlacedRange> placed = new ArrayList<>();
        long next = retired + 1;
        List<SourceSerial> ordered = active.stream()
                .map(ActiveRow::serial)
                .sorted(Comparator.comparingLong(SourceSerial::issuance).thenComparingLong(SourceSerial::first))
                .toList();
        for (SourceSerial serial : ordered) {
            long last = next + serial.quantity() - 1;
            placed.add(new PlacedRange(
                    next,
                    last,
                    registry,
                    Long.toString(serial.issuance()),
                    serial.first(),
                    serial.last(),
                    serial.text(),
                    contested.contains(serial)));
            next = last + 1;
        }
        return List.copyOf(placed);
    }

    private void compareWithTotal(PlannedBlock block, List<ActiveRow> active) {
        Map<LocalDate, Long> totals = new TreeMap<>();
        active.stream()
                .filter(row -> row.vintageTotal() != null)
                .forEach(row -> totals.merge(row.vintageStart(), row.vintageTotal(), Math::max));
        if (totals.isEmpty()) {
            return;
        }
        long total = totals.values().stream().mapToLong(Long::longValue).sum();
        if (block.quantity() != total) {
            findings.add(new Finding(
                    block.quantity() < total ? SHORT_OF_TOTAL : ABOVE_TOTAL,
                    block.project() + " " + block.end(),
                    block.quantity() + " of " + total));
        }
    }

    private Set<SourceSerial> contested(List<ActiveRow> active) {
        List<SourceSerial> ordered = active.stream()
                .map(ActiveRow::serial)
                .sorted(Comparator.comparingLong(SourceSerial::issuance).thenComparingLong(SourceSerial::first))
                .toList();
        Set<SourceSerial> contested = new java.util.HashSet<>();
        SourceSerial furthest = null;
        for (SourceSerial serial : ordered) {
            if (furthest != null && furthest.overlaps(serial)) {
                contested.add(furthest);
                contested.add(serial);
                findings.add(new Finding(CONTESTED, serial.text(), furthest.text()));
            }
            if (furthest == null || furthest.issuance() != serial.issuance() || serial.last() > furthest.last()) {
                furthest = serial;
            }
        }
        return contested;
    }

    private static LocalDate firstKnown(List<ActiveRow> held, List<RetirementRow> used) {
        return Stream.concat(held.stream().map(ActiveRow::issued), used.stream().map(RetirementRow::retired))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }
}
