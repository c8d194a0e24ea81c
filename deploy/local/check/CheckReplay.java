import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPInputStream;

/**
 * Checks a ledger that was brought in against its source files, by the public API alone. It shares no code with the replay
 * and needs nothing but a JDK:
 *
 * <pre>java deploy/local/check/CheckReplay.java ACTIVE.csv[.gz] RETIREMENTS.csv[.gz] [http://localhost:8080] [VCS]</pre>
 *
 * Every cell of retired units and retirements by project and vintage end, by year, country and beneficiary is compared: once
 * added up from the list of all retirements, once as the statistics tell it. Each serial of active units is looked up whole,
 * at its two ends and one unit past each end. The exit code is 0 when nothing differs.
 */
public class CheckReplay {

    static final int CLIENTS = 8;
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    final String api;
    final String program;
    final Map<String, long[]> cells = new LinkedHashMap<>();
    final List<String> shown = new ArrayList<>();

    CheckReplay(String api, String program) {
        this.api = api;
        this.program = program;
    }

    /** Units and how many retirements. */
    record Sum(long units, long retirements) {
        Sum plus(Sum other) {
            return new Sum(units + other.units, retirements + other.retirements);
        }
    }

    /** A serial of active units, and the unit of its block that its first unit should be. */
    record Serial(String issuance, long first, long last, String rest, String project, String end, long position) {
        String text(long from, long to) {
            return issuance + "-" + from + "-" + to + "-" + rest;
        }

        Serial at(long unit) {
            return new Serial(issuance, first, last, rest, project, end, unit);
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: java CheckReplay.java ACTIVE RETIREMENTS [API] [PROGRAM]");
            System.exit(2);
        }
        CheckReplay check =
                new CheckReplay(args.length > 2 ? args[2] : "http://localhost:8080", args.length > 3 ? args[3] : "VCS");
        System.exit(check.run(Path.of(args[0]), Path.of(args[1])) ? 0 : 1);
    }

    boolean run(Path activeFile, Path retirementsFile) throws Exception {
        List<Map<String, String>> retirements = rows(retirementsFile);
        retirements.removeIf(row -> Long.parseLong(row.get("quantity")) < 1);
        List<Map<String, String>> active = rows(activeFile);
        Map<String, String> countries = retired(retirements);
        credits(active, retirements, countries);
        serials(active, retirements);
        System.out.printf("%n%-52s %10s %12s%n", "compared with public-api", "cells", "differences");
        long wrong = 0;
        for (Map.Entry<String, long[]> e : cells.entrySet()) {
            System.out.printf("%-52s %,10d %,12d%n", e.getKey(), e.getValue()[0], e.getValue()[1]);
            wrong += e.getValue()[1];
        }
        shown.forEach(System.out::println);
        System.out.println(wrong == 0 ? "No difference." : wrong + " differences.");
        return wrong == 0;
    }

    /** Retired by project and vintage, year, country, beneficiary; gives back the country codes by their names. */
    Map<String, String> retired(List<Map<String, String>> rows) throws Exception {
        Map<String, String> countryOf = new HashMap<>();
        List<Map<String, Object>> listed = new ArrayList<>();
        lines("/v1/retirements?program=" + program, item -> {
            for (Object part : list(item, "parts")) {
                Map<String, Object> one = new HashMap<>(map(part));
                one.put("year", text(item, "retiredOn").substring(0, 4));
                one.put("beneficiary", map(item.get("beneficiary")).get("name"));
                one.put("certificate", item.get("certificateNumber"));
                countryOf.put(text(one, "project"), text(one, "country"));
                listed.add(one);
            }
        });
        // The source writes countries as names: each name must stand for one code, and each code for one name.
        Map<String, String> countries = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (Map<String, String> row : rows) {
            String code = countryOf.getOrDefault(program + "-" + row.get("project_id"), "none");
            String known = countries.putIfAbsent(row.get("country"), code);
            if (known != null && !known.equals(code)) {
                ambiguous.add(row.get("country") + " is " + known + " and " + code);
            }
        }
        if (new HashSet<>(countries.values()).size() != countries.size()) {
            ambiguous.add("two countries have one code: " + countries);
        }
        count("country names, each one code", countries.size(), ambiguous);
        count("certificate numbers, each once", listed.size(), twice(listed));
        Map<String, Sum> vintage = new TreeMap<>();
        Map<String, Sum> vintageYear = new TreeMap<>();
        Map<String, Sum> year = new TreeMap<>();
        Map<String, Sum> country = new TreeMap<>();
        Map<String, Sum> beneficiary = new TreeMap<>();
        for (Map<String, String> row : rows) {
            Sum sum = new Sum(Long.parseLong(row.get("quantity")), 1);
            String project = program + "-" + row.get("project_id");
            vintage.merge(project + " " + row.get("vintage_end"), sum, Sum::plus);
            vintageYear.merge(project + " " + row.get("vintage_end").substring(0, 4), sum, Sum::plus);
            year.merge(row.get("retirement_date").substring(0, 4), sum, Sum::plus);
            country.merge(countries.get(row.get("country")), sum, Sum::plus);
            beneficiary.merge(stated(row.get("beneficiary")), sum, Sum::plus);
        }
        compare("retired by project and vintage end, of the list", vintage, added(listed, "project", "vintageEnd"));
        compare("retired by year, of the list", year, added(listed, "year"));
        compare("retired by country, of the list", country, added(listed, "country"));
        compare("retired by beneficiary, of the list", beneficiary, added(listed, "beneficiary"));
        Map<String, Sum> told = statistics("project", "vintage");
        told.values().removeIf(sum -> sum.units() == 0);
        compare("retired by project and vintage, statistics", vintageYear, told);
        compare("retired by year, statistics", year, statistics("year"));
        Map<String, Sum> toldCountries = statistics("country");
        toldCountries.values().removeIf(sum -> sum.units() == 0);
        compare("retired by country, statistics", country, toldCountries);
        compare("retired by beneficiary, statistics", beneficiary, statistics("beneficiary"));
        return countries;
    }

    /** Issued and active by project and vintage. */
    void credits(List<Map<String, String>> active, List<Map<String, String>> retired, Map<String, String> countries)
            throws Exception {
        Map<String, Sum> wanted = new TreeMap<>();
        for (Map<String, String> row : active) {
            long units = Long.parseLong(row.get("Quantity Issued"));
            wanted.merge(program + "-" + row.get("ID") + " " + row.get("Vintage End"), new Sum(units, units), Sum::plus);
        }
        for (Map<String, String> row : retired) {
            String key = program + "-" + row.get("project_id") + " " + row.get("vintage_end");
            wanted.merge(key, new Sum(Long.parseLong(row.get("quantity")), 0), Sum::plus);
        }
        Map<String, Sum> told = new TreeMap<>();
        lines("/v1/blocks?program=" + program, block -> told.merge(
                text(block, "project") + " " + text(block, "vintageEnd"),
                new Sum(number(block, "issued"), number(block, "active")),
                Sum::plus));
        compare("issued and active by project and vintage end", wanted, told);
    }

    void serials(List<Map<String, String>> active, List<Map<String, String>> retired) throws Exception {
        Map<String, Long> next = new HashMap<>();
        for (Map<String, String> row : retired) {
            next.merge(row.get("project_id") + " " + row.get("vintage_end"), Long.parseLong(row.get("quantity")), Long::sum);
        }
        List<Serial> all = new ArrayList<>();
        for (Map<String, String> row : active) {
            String[] parts = row.get("Serial Number").split("-", 4);
            all.add(new Serial(
                    parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3], row.get("ID"), row.get("Vintage End"), 0));
        }
        all.sort(Comparator.comparingLong((Serial s) -> Long.parseLong(s.issuance())).thenComparingLong(Serial::first));
        Map<String, List<Serial>> of = new HashMap<>();
        List<Serial> placed = new ArrayList<>();
        for (Serial s : all) {
            String key = s.project() + " " + s.end();
            long before = next.getOrDefault(key, 0L);
            Serial here = s.at(before + 1);
            next.put(key, before + s.last() - s.first() + 1);
            placed.add(here);
            of.computeIfAbsent(s.issuance(), issuance -> new ArrayList<>()).add(here);
        }
        String[] names = {
            "source serials, whole", "source serials, first unit", "source serials, last unit", "one unit before", "one unit after"
        };
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<List<Future<String>>> answers = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            answers.add(new ArrayList<>());
        }
        for (Serial s : placed) {
            List<Serial> known = of.get(s.issuance());
            answers.get(0).add(clients.submit(asked(s, s.first(), s.last(), known)));
            answers.get(1).add(clients.submit(asked(s, s.first(), s.first(), known)));
            answers.get(2).add(clients.submit(asked(s, s.last(), s.last(), known)));
            answers.get(3).add(clients.submit(asked(s, s.first() - 1, s.first() - 1, known)));
            answers.get(4).add(clients.submit(asked(s, s.last() + 1, s.last() + 1, known)));
        }
        for (int i = 0; i < names.length; i++) {
            List<String> wrong = new ArrayList<>();
            for (Future<String> answer : answers.get(i)) {
                if (answer.get() != null) {
                    wrong.add(answer.get());
                }
            }
            count(names[i], answers.get(i).size(), wrong);
        }
        clients.shutdown();
    }

    /** What is wrong with the answer to units {@code from..to} written as a part of this serial, or null. */
    Callable<String> asked(Serial s, long from, long to, List<Serial> ofIssuance) {
        return () -> {
            String asked = s.text(from, to);
            HttpResponse<String> answer = HTTP.send(
                    request("/v1/serials/" + URLEncoder.encode(asked, StandardCharsets.UTF_8), "application/json"),
                    BodyHandlers.ofString());
            Map<String, Object> body = map(new Json(answer.body()).value());
            List<Serial> holders = ofIssuance.stream()
                    .filter(other -> other.first() <= to && from <= other.last())
                    .toList();
            List<Serial> fitting = holders.stream()
                    .filter(other -> other.rest().equals(s.rest()))
                    .toList();
            String wanted = covered(fitting, from, to)
                    ? "200 " + units(fitting, from, to)
                    : covered(holders, from, to) ? "422 inconsistent-serial" : "404 unknown-serial";
            String told = answer.statusCode() + " " + (answer.statusCode() == 200 ? units(body) : body.get("code"));
            return wanted.equals(told) ? null : asked + " should be " + wanted + ", is " + told;
        };
    }

    static boolean covered(List<Serial> holders, long from, long to) {
        long next = from;
        for (Serial holder : holders) {
            next = holder.first() <= next ? Math.max(next, holder.last() + 1) : next;
        }
        return next > to;
    }

    /** Our units, block by block, neighbours joined; all are active. */
    String units(List<Serial> holders, long from, long to) {
        TreeSet<String> blocks = new TreeSet<>();
        for (Serial h : holders) {
            blocks.add(program + "-" + h.project() + " " + h.end());
        }
        StringBuilder units = new StringBuilder();
        long all = 0;
        for (String block : blocks) {
            TreeMap<Long, Long> ranges = new TreeMap<>();
            for (Serial h : holders) {
                if (block.equals(program + "-" + h.project() + " " + h.end())) {
                    long first = h.position() + Math.max(from, h.first()) - h.first();
                    long last = h.position() + Math.min(to, h.last()) - h.first();
                    Map.Entry<Long, Long> before = ranges.lowerEntry(first);
                    boolean joins = before != null && before.getValue() + 1 == first;
                    ranges.put(joins ? before.getKey() : first, last);
                    all += last - first + 1;
                }
            }
            ranges.forEach((first, last) ->
                    units.append(block).append(' ').append(first).append('-').append(last).append(' '));
        }
        return units + "active " + all;
    }

    static String units(Map<String, Object> life) {
        TreeMap<String, String> parts = new TreeMap<>();
        for (Object each : list(life, "parts")) {
            Map<String, Object> part = map(each);
            Map<String, Object> issued = map(part.get("issued"));
            String block = text(issued, "project") + " " + text(issued, "vintageEnd");
            String range = text(part, "first") + "-" + text(part, "last");
            parts.put(String.format("%s %020d", block, number(part, "first")), block + " " + range + " ");
        }
        return String.join("", parts.values()) + "active " + number(map(life.get("byState")), "active");
    }

    Map<String, Sum> statistics(String... by) throws Exception {
        Map<String, Sum> sums = new TreeMap<>();
        lines("/v1/statistics?program=" + program + "&by=" + String.join(",", by), row -> sums.merge(
                key(row, by), new Sum(number(row, "retired"), number(row, "retirements")), Sum::plus));
        return sums;
    }

    Map<String, Sum> added(List<Map<String, Object>> parts, String... by) {
        Map<String, Sum> sums = new TreeMap<>();
        parts.forEach(part -> sums.merge(key(part, by), new Sum(number(part, "quantity"), 1), Sum::plus));
        return sums;
    }

    static String key(Map<String, Object> row, String... by) {
        List<String> key = new ArrayList<>();
        for (String column : by) {
            key.add(row.get(column) == null ? "(not stated)" : row.get(column).toString());
        }
        return String.join(" ", key);
    }

    /** A name as a registry may keep it: in one Unicode form, on one line, without blanks around. */
    static String stated(String beneficiary) {
        String line = Normalizer.normalize(beneficiary.replaceAll("\\p{Cntrl}", " "), Normalizer.Form.NFC).strip();
        return line.isEmpty() ? "(not stated)" : line;
    }

    static List<String> twice(List<Map<String, Object>> listed) {
        Set<Object> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        listed.forEach(one -> {
            if (!seen.add(one.get("certificate"))) {
                twice.add(one.get("certificate") + " is there twice");
            }
        });
        return twice;
    }

    void compare(String name, Map<String, Sum> wanted, Map<String, Sum> told) {
        Set<String> keys = new HashSet<>(wanted.keySet());
        keys.addAll(told.keySet());
        List<String> wrong = new ArrayList<>();
        for (String key : keys) {
            if (!java.util.Objects.equals(wanted.get(key), told.get(key))) {
                wrong.add(key + ": files " + wanted.get(key) + ", public-api " + told.get(key));
            }
        }
        count(name, keys.size(), wrong);
    }

    void count(String name, long compared, java.util.Collection<String> wrong) {
        cells.put(name, new long[] {compared, wrong.size()});
        wrong.stream().limit(5).forEach(line -> shown.add("  " + name + ": " + line));
    }

    interface Line {
        void read(Map<String, Object> item);
    }

    void lines(String path, Line line) throws Exception {
        HttpResponse<InputStream> answer = HTTP.send(request(path, "application/x-ndjson"), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " answers " + answer.statusCode());
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                if (!text.isBlank()) {
                    line.read(map(new Json(text).value()));
                }
            }
        }
    }

    HttpRequest request(String path, String accept) {
        return HttpRequest.newBuilder(URI.create(api + path)).header("Accept", accept).build();
    }

    static Map<String, Object> map(Object value) {
        @SuppressWarnings("unchecked")
        Map<String, Object> map = (Map<String, Object>) value;
        return map == null ? Map.of() : map;
    }

    static List<Object> list(Map<String, Object> item, String name) {
        @SuppressWarnings("unchecked")
        List<Object> list = (List<Object>) item.get(name);
        return list;
    }

    static String text(Map<String, Object> item, String name) {
        return String.valueOf(item.get(name));
    }

    static long number(Map<String, Object> item, String name) {
        return item.get(name) == null ? Long.MIN_VALUE : Long.parseLong(item.get(name).toString());
    }

    /** The rows of a CSV file by the names in its first line. */
    static List<Map<String, String>> rows(Path file) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw) {
            String text = new String(plain.readAllBytes(), StandardCharsets.UTF_8);
            List<String> names = null;
            List<String> row = new ArrayList<>();
            StringBuilder field = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean escaped = quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (escaped) {
                    field.append('"');
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (quoted || c != ',' && c != '\n' && c != '\r') {
                    field.append(c);
                } else if (c != '\r') {
                    row.add(field.toString());
                    field.setLength(0);
                    if (c == '\n') {
                        names = keep(rows, names, row);
                        row = new ArrayList<>();
                    }
                }
            }
            if (field.length() > 0 || !row.isEmpty()) {
                row.add(field.toString());
                keep(rows, names, row);
            }
        }
        return rows;
    }

    static List<String> keep(List<Map<String, String>> rows, List<String> names, List<String> row) {
        if (names == null) {
            return row;
        }
        Map<String, String> named = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            named.put(names.get(i), i < row.size() ? row.get(i).intern() : "");
        }
        rows.add(named);
        return names;
    }

    /** Reads JSON: objects as maps, arrays as lists, numbers as their text. */
    static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        Object value() {
            skip();
            char c = text.charAt(at);
            if (c == '{') {
                Map<String, Object> map = new HashMap<>();
                for (at++, skip(); text.charAt(at) != '}'; comma()) {
                    String name = string();
                    skip();
                    at++;
                    map.put(name, value());
                }
                at++;
                return map;
            }
            if (c == '[') {
                List<Object> list = new ArrayList<>();
                for (at++, skip(); text.charAt(at) != ']'; comma()) {
                    list.add(value());
                }
                at++;
                return list;
            }
            if (c == '"') {
                return string();
            }
            int from = at;
            while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String word = text.substring(from, at);
            return word.equals("null") ? null : word;
        }

        private void comma() {
            skip();
            if (text.charAt(at) == ',') {
                at++;
                skip();
            }
        }

        private String string() {
            StringBuilder string = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                if (c != '\\') {
                    string.append(c);
                    continue;
                }
                char e = text.charAt(++at);
                int escape = "nrtbf".indexOf(e);
                if (e == 'u') {
                    string.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                    at += 4;
                } else {
                    string.append(escape < 0 ? e : "\n\r\t\b\f".charAt(escape));
                }
            }
            at++;
            return string.toString();
        }

        private void skip() {
            while (at < text.length() && " \n\r\t".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }
    }
}
