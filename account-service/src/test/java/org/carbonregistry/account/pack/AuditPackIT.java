package org.carbonregistry.account.pack;

import static org.carbonregistry.account.PastLedger.FIRST_DAY;
import static org.carbonregistry.account.Registry.auditor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.carbonregistry.account.PastLedger;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.Test;

/** Recomputes a pack as its README says, unit for unit, with nothing of the service's code. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class AuditPackIT {

    private static final LocalDate MIDDLE = FIRST_DAY.plusDays(5);
    private static final LocalDate LAST = FIRST_DAY.plusDays(14);

    @Test
    void everyTotalOfAPackCanBeRecomputedFromItsParts() throws Exception {
        // Given
        PastLedger one = new PastLedger(new Random().nextLong(), 300, 120);
        PastLedger two = new PastLedger(new Random().nextLong(), 80, 60);
        String seeds = "seeds " + one.seed + ", " + two.seed;

        // When
        Map<String, byte[]> pack = pack(MIDDLE, LAST);

        // Then
        assertTrue(text(pack, "README.txt").contains(MIDDLE + " to " + LAST));
        hashesAndRowsAreThoseOfTheManifest(pack);
        Map<String, Map<Integer, String>> opening = owners(pack, "opening");
        Map<String, Map<Integer, String>> closing = owners(pack, "closing");
        TreeMap<String, long[]> totals = new TreeMap<>();
        opening.forEach((block, owners) -> owners.values().forEach(owner -> sums(totals, block, owner)[0]++));
        Map<String, Long> lastNumber = new TreeMap<>();
        for (NamedCsvRecord m : table(pack, "movements.csv")) {
            String block = m.getField("block");
            long number = Long.parseLong(m.getField("number"));
            Long before = lastNumber.put(block, number);
            assertTrue(before == null || before + 1 == number, seeds + ": a gap in " + block);
            Map<Integer, String> owners = opening.computeIfAbsent(block, b -> new TreeMap<>());
            String from = m.getField("from").isEmpty() ? null : m.getField("from");
            for (int unit = Integer.parseInt(m.getField("first"));
                    unit <= Integer.parseInt(m.getField("last"));
                    unit++) {
                assertEquals(from, owners.put(unit, m.getField("to")), seeds + ": unit " + unit + " of " + block);
                sums(totals, block, m.getField("to"))[1]++;
                if (from != null) {
                    sums(totals, block, from)[2]++;
                }
            }
        }
        assertEquals(closing, opening, seeds);
        blocksAreWhole(pack, closing, lastNumber, seeds);
        totalsAgree(pack, totals, closing, seeds);
        assertTrue(
                closing.get(one.block.block()).size() == 300
                        && closing.get(two.block.block()).size() == 80,
                seeds);
        for (NamedCsvRecord m : table(pack, "movements.csv")) {
            assertTrue(m.getField("cause").startsWith("'=cause"), "a cause that a spreadsheet would run");
        }
    }

    private static void hashesAndRowsAreThoseOfTheManifest(Map<String, byte[]> pack) throws Exception {
        JsonPath manifest = JsonPath.from(text(pack, "manifest.json"));
        assertEquals("registry-audit-pack-v1", manifest.getString("format"));
        assertEquals("otto", manifest.getString("madeBy"));
        List<String> names = new ArrayList<>(pack.keySet());
        assertEquals("manifest.json", names.remove(names.size() - 1));
        assertEquals(names, manifest.getList("parts.name"));
        for (Map<String, Object> part : manifest.<Map<String, Object>>getList("parts")) {
            byte[] bytes = pack.get(part.get("name"));
            assertEquals(bytes.length, part.get("bytes"));
            assertEquals(
                    HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)),
                    part.get("sha256"));
            if (part.get("name").toString().endsWith(".csv")) {
                assertEquals(table(pack, part.get("name").toString()).size(), part.get("rows"));
            }
        }
    }

    private static void blocksAreWhole(
            Map<String, byte[]> pack,
            Map<String, Map<Integer, String>> closing,
            Map<String, Long> lastNumber,
            String seeds) {
        TreeSet<String> named = new TreeSet<>();
        for (NamedCsvRecord block : table(pack, "blocks.csv")) {
            String name = block.getField("block");
            named.add(name);
            assertEquals(
                    Integer.parseInt(block.getField("quantity")),
                    closing.get(name).size(),
                    seeds);
            if (lastNumber.containsKey(name)) {
                assertEquals(Long.parseLong(block.getField("lastNumber")), lastNumber.get(name), seeds);
            }
        }
        assertEquals(named, new TreeSet<>(closing.keySet()), seeds);
    }

    private static void totalsAgree(
            Map<String, byte[]> pack,
            TreeMap<String, long[]> totals,
            Map<String, Map<Integer, String>> closing,
            String seeds) {
        Map<String, String> kinds = new TreeMap<>();
        for (NamedCsvRecord account : table(pack, "accounts.csv")) {
            boolean ordinary = !account.getField("organisation").isEmpty();
            kinds.put(account.getField("account"), ordinary ? "ordinary" : account.getField("kind"));
        }
        TreeMap<String, String> told = new TreeMap<>();
        for (NamedCsvRecord row : table(pack, "totals.csv")) {
            told.put(
                    row.getField("block") + " " + row.getField("account"),
                    row.getField("opening") + " " + row.getField("received") + " " + row.getField("sent"));
            long held = closing.get(row.getField("block")).values().stream()
                    .filter(row.getField("account")::equals)
                    .count();
            assertEquals(held, Long.parseLong(row.getField("closing")), seeds);
        }
        TreeMap<String, String> computed = new TreeMap<>();
        TreeMap<String, long[]> programs = new TreeMap<>();
        totals.forEach((key, sums) -> {
            computed.put(key, sums[0] + " " + sums[1] + " " + sums[2]);
            String program = key.substring(0, key.indexOf('-'));
            long[] of = programs.computeIfAbsent(
                    program + " " + kinds.get(key.substring(key.indexOf(' ') + 1)), k -> new long[3]);
            for (int i = 0; i < 3; i++) {
                of[i] += sums[i];
            }
        });
        assertEquals(computed, told, seeds);
        List<NamedCsvRecord> rows = table(pack, "programs.csv");
        assertEquals(programs.size(), rows.size());
        for (NamedCsvRecord row : rows) {
            long[] of = programs.get(row.getField("program") + " " + row.getField("kind"));
            assertEquals(
                    of[0] + " " + of[1] + " " + of[2] + " " + (of[0] + of[1] - of[2]),
                    row.getField("opening") + " " + row.getField("received") + " " + row.getField("sent") + " "
                            + row.getField("closing"),
                    seeds);
        }
    }

    @Test
    void packsOfAdjoiningPeriodsFitTogetherAndAPackMadeAgainIsTheSame() throws Exception {
        new PastLedger(new Random().nextLong(), 120, 80);
        Map<String, byte[]> first = pack(FIRST_DAY, MIDDLE.minusDays(1));
        Map<String, byte[]> second = pack(MIDDLE, LAST);
        Map<String, byte[]> again = pack(MIDDLE, LAST);
        assertEquals(owners(first, "closing"), owners(second, "opening"));
        for (String part : List.of("README.txt", "accounts.csv", "blocks.csv", "holdings.csv", "movements.csv")) {
            assertEquals(text(second, part), text(again, part), part);
        }
        assertEquals(
                JsonPath.from(text(second, "manifest.json")).getList("parts"),
                JsonPath.from(text(again, "manifest.json")).getList("parts"));
        assertFalse(text(second, "movements.csv").isEmpty());
    }

    private static long[] sums(Map<String, long[]> totals, String block, String account) {
        return totals.computeIfAbsent(block + " " + account, key -> new long[3]);
    }

    private static Map<String, Map<Integer, String>> owners(Map<String, byte[]> pack, String at) {
        Map<String, Map<Integer, String>> owners = new TreeMap<>();
        for (NamedCsvRecord row : table(pack, "holdings.csv")) {
            if (row.getField("at").equals(at)) {
                Map<Integer, String> block = owners.computeIfAbsent(row.getField("block"), b -> new TreeMap<>());
                for (int unit = Integer.parseInt(row.getField("first"));
                        unit <= Integer.parseInt(row.getField("last"));
                        unit++) {
                    assertEquals(null, block.put(unit, row.getField("account")));
                }
            }
        }
        return owners;
    }

    private static List<NamedCsvRecord> table(Map<String, byte[]> pack, String name) {
        return CsvReader.builder().ofNamedCsvRecord(text(pack, name)).stream().toList();
    }

    private static String text(Map<String, byte[]> pack, String name) {
        return new String(pack.get(name), StandardCharsets.UTF_8);
    }

    private static Map<String, byte[]> pack(LocalDate from, LocalDate to) throws IOException {
        byte[] zip = auditor()
                .get("/v1/audit/pack?from=" + from + "&to=" + to)
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .extract()
                .asByteArray();
        Map<String, byte[]> parts = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                parts.put(entry.getName(), in.readAllBytes());
            }
        }
        return parts;
    }
}
