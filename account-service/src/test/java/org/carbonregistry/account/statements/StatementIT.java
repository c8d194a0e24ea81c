package org.carbonregistry.account.statements;

import static org.carbonregistry.account.PastLedger.FIRST_DAY;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.connection;
import static org.carbonregistry.account.Registry.newHolder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.carbonregistry.account.PastLedger;
import org.carbonregistry.account.PastLedger.Step;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.history.AccountMovements;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class StatementIT {

    /** What a statement of one block says, and what follows from its movements. */
    private record Told(long opening, long closing, long in, long out, List<Long> numbers) {}

    @Test
    void openingAndMovementsAreClosingOnAnyDaysOfARandomHistory() {
        Random random = new Random();
        PastLedger past = new PastLedger(random.nextLong(), 250, 140);
        for (int round = 0; round < 8; round++) {
            LocalDate from = FIRST_DAY.minusDays(1).plusDays(random.nextInt(15));
            LocalDate to = from.plusDays(random.nextInt(5));
            for (int i = 0; i < 3; i++) {
                Told expected = expected(past, past.accounts.get(i), from, to);
                assertEquals(expected, json(past, i, from, to, 1000), "seed " + past.seed);
                assertEquals(expected, json(past, i, from, to, 3), "seed " + past.seed);
                assertEquals(expected, csv(past, i, from, to), "seed " + past.seed);
            }
        }
    }

    private static Told expected(PastLedger past, long account, LocalDate from, LocalDate to) {
        Instant start = from.atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        long in = 0;
        long out = 0;
        List<Long> numbers = new ArrayList<>();
        for (Step step : past.steps) {
            if (!step.time().isBefore(start) && step.time().isBefore(end)) {
                in += step.to() == account ? step.quantity() : 0;
                out += step.from() == account ? step.quantity() : 0;
                if (step.to() == account || step.from() == account) {
                    numbers.add(step.number());
                }
            }
        }
        return new Told(past.held(account, past.before(start)), past.held(account, past.before(end)), in, out, numbers);
    }

    private static Told json(PastLedger past, int holder, LocalDate from, LocalDate to, int limit) {
        String path = "/v1/accounts/A" + past.accounts.get(holder) + "/statement?limit=" + limit + "&from=" + from
                + "&to=" + to;
        Map<String, Object> told = new LinkedHashMap<>();
        long in = 0;
        long out = 0;
        List<Long> numbers = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = past.holders
                    .get(holder)
                    .call()
                    .get(path + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            for (Map<String, Object> block : page.<Map<String, Object>>getList("items")) {
                assertEquals(past.block.block(), block.get("block"));
                @SuppressWarnings("unchecked")
                List<Map<String, Object>> movements = (List<Map<String, Object>>) block.get("movements");
                assertTrue(movements.size() <= limit);
                for (Map<String, Object> m : movements) {
                    numbers.add(((Integer) m.get("number")).longValue());
                    in += m.get("direction").equals("in") ? (Integer) m.get("quantity") : 0;
                    out += m.get("direction").equals("out") ? (Integer) m.get("quantity") : 0;
                }
                told = block;
            }
            cursor = page.getString("next");
        } while (cursor != null);
        if (told.isEmpty()) {
            return new Told(0, 0, 0, 0, List.of());
        }
        assertEquals(in, ((Integer) told.get("received")).longValue());
        assertEquals(out, ((Integer) told.get("sent")).longValue());
        return new Told((Integer) told.get("opening"), (Integer) told.get("closing"), in, out, numbers);
    }

    private static Told csv(PastLedger past, int holder, LocalDate from, LocalDate to) {
        String text = past.holders
                .get(holder)
                .call()
                .accept("text/csv")
                .get("/v1/accounts/A" + past.accounts.get(holder) + "/statement?from=" + from + "&to=" + to)
                .then()
                .statusCode(200)
                .contentType(startsWith("text/csv"))
                .extract()
                .asString();
        long opening = 0;
        long closing = 0;
        long in = 0;
        long out = 0;
        List<Long> numbers = new ArrayList<>();
        for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(text)) {
            switch (line.getField("line")) {
                case "opening" -> opening = Long.parseLong(line.getField("balance"));
                case "closing" -> closing = Long.parseLong(line.getField("balance"));
                default -> {
                    numbers.add(Long.valueOf(line.getField("number")));
                    in += quantity(line.getField("in"));
                    out += quantity(line.getField("out"));
                }
            }
        }
        assertEquals(opening + in - out, closing);
        return new Told(opening, closing, in, out, numbers);
    }

    private static long quantity(String cell) {
        return cell.isEmpty() ? 0 : Long.parseLong(cell);
    }

    @Test
    void theAuditorReadsTheStatementOfASystemAccount() {
        PastLedger past = new PastLedger(new Random().nextLong(), 200, 100);
        long retired = past.accounts.get(3);
        Told expected = expected(past, retired, FIRST_DAY, FIRST_DAY.plusDays(14));
        List<Map<String, Object>> blocks = auditor()
                .get("/v1/accounts/A" + retired + "/statement?limit=1000&from=" + FIRST_DAY + "&to="
                        + FIRST_DAY.plusDays(14))
                .then()
                .statusCode(200)
                .body("organisation", equalTo(null))
                .body("kind", equalTo("retired"))
                .extract()
                .jsonPath()
                .getList("items.findAll { it.block == '" + past.block.block() + "' }");
        assertEquals(1, blocks.size());
        assertEquals((int) expected.closing(), blocks.get(0).get("closing"));
        assertEquals((int) expected.in(), blocks.get(0).get("received"));
        past.holders
                .get(0)
                .call()
                .get("/v1/accounts/A" + retired + "/statement")
                .then()
                .statusCode(404);
    }

    @Test
    void yesterdayIsToldWhenNothingIsSaid() {
        Holder holder = newHolder();
        String yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        holder.call()
                .get("/v1/accounts/" + holder.account() + "/statement")
                .then()
                .statusCode(200)
                .body("from", equalTo(yesterday))
                .body("to", equalTo(yesterday))
                .body("items", empty());
        String csv = holder.call()
                .accept("text/csv")
                .get("/v1/accounts/" + holder.account() + "/statement")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertTrue(csv.startsWith("account,program,project,"), csv);
    }

    @Test
    void anIndexAnswersWhatAnAccountMovedSinceADay() throws SQLException {
        StringBuilder plan = new StringBuilder();
        try (Connection c = connection("account_owner");
                Statement s = c.createStatement()) {
            s.execute("set enable_seqscan = off");
            s.execute("prepare q (bigint, timestamptz, boolean) as " + AccountMovements.SINCE);
            try (ResultSet rows = s.executeQuery("explain execute q (1001, now() - interval '1 day', false)")) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }
        assertTrue(plan.toString().contains("movement_by_sender"), plan.toString());
        assertTrue(plan.toString().contains("movement_by_receiver"), plan.toString());
        assertTrue(!plan.toString().contains("Seq Scan"), plan.toString());
    }
}
