package org.carbonregistry.deploy.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** The figures as people read them. */
final class Table {

    private static final List<String> HEAD = List.of(
            "scenario",
            "done",
            "failed",
            "rate/s",
            "of limit",
            "accepted p50/p99 ms",
            "visible p50/p99 ms",
            "CPU us each",
            "load",
            "targets");

    private Table() {}

    /** One line for each figure, and the limit above them. */
    static String of(double limit, List<Figure> figures) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        rows.add(List.of("limit (pgbench)", "", "", number(limit), "1.00", "", "", "", "", ""));
        for (Figure f : figures) {
            rows.add(List.of(
                    f.scenario(),
                    number(f.done()),
                    number(f.failed()),
                    number(f.rate()),
                    String.format(Locale.ROOT, "%.2f", f.ratio(limit)),
                    pair(f.accepted()),
                    pair(f.visible()),
                    number(f.cpuMicrosEach()),
                    String.format(Locale.ROOT, "%.1f", f.loadAverageBefore()),
                    String.join("; ", f.checks().stream().map(Table::check).toList())));
        }
        return aligned(rows);
    }

    /** CPU microseconds of each process for one retirement or transfer, a line for each scenario. */
    static String cpu(List<Figure> figures) {
        TreeSet<String> processes = new TreeSet<>();
        figures.forEach(f -> processes.addAll(f.cpuSeconds().keySet()));
        List<List<String>> rows = new ArrayList<>();
        List<String> head = new ArrayList<>(List.of("CPU us each"));
        head.addAll(processes);
        rows.add(head);
        for (Figure f : figures) {
            List<String> row = new ArrayList<>(List.of(f.scenario()));
            for (String process : processes) {
                double seconds = f.cpuSeconds().getOrDefault(process, 0.0);
                row.add(f.done() == 0 ? "" : number(seconds * 1_000_000 / f.done()));
            }
            rows.add(row);
        }
        return aligned(rows);
    }

    /** Two columns. */
    static String of(Map<String, String> lines) {
        return aligned(lines.entrySet().stream()
                .map(e -> List.of(e.getKey(), e.getValue()))
                .toList());
    }

    private static String check(Target.Check check) {
        return check.target() + ": " + (check.met() ? "met" : "MISSED (" + shown(check.value()) + ")");
    }

    private static String shown(double value) {
        return value >= 100 ? number(value) : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String pair(Latency.Percentiles p) {
        return p == null || p.count() == 0 ? "" : String.format(Locale.ROOT, "%.1f / %.1f", p.p50(), p.p99());
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] width = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                width[i] = Math.max(width[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(width[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
