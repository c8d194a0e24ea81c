package org.carbonregistry.account.history;

import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.connection;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.carbonregistry.account.PastLedger;
import org.carbonregistry.account.PastLedger.Step;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class AsOfIT {

    @Test
    void holdersOfABlockAtAnyNumberAndTimeAreThoseThatWereRecorded() {
        PastLedger past = new PastLedger(new Random().nextLong(), 300, 150);
        String holders = "/v1/blocks/" + past.block.block() + "/holders?limit=1000&asOf=";
        for (int number = 1; number <= past.steps.size(); number += 7) {
            assertArrayEquals(past.after(number), owners(past, holders + number), "seed " + past.seed);
            Instant time = past.steps.get(number - 1).time();
            int recorded = past.before(time.plusNanos(1000));
            assertArrayEquals(past.after(recorded), owners(past, holders + time), "seed " + past.seed);
            assertArrayEquals(
                    past.after(past.before(time)), owners(past, holders + time.minusNanos(1000)), "seed " + past.seed);
        }
    }

    private static long[] owners(PastLedger past, String path) {
        return owners(
                (int) past.block.quantity(),
                auditor().get(path).then().statusCode(200).extract().jsonPath(),
                "items");
    }

    private static long[] owners(int units, JsonPath read, String list) {
        long[] owners = new long[units + 1];
        for (Map<String, Object> held : read.<Map<String, Object>>getList(list)) {
            for (int unit = (Integer) held.get("first"); unit <= (Integer) held.get("last"); unit++) {
                assertEquals(0, owners[unit], "unit " + unit + " is held twice");
                owners[unit] = Long.parseLong(held.get("account").toString().substring(1));
            }
        }
        return owners;
    }

    @Test
    void holdersOfABlockComeInPagesOfOnePast() {
        PastLedger past = new PastLedger(new Random().nextLong(), 200, 80);
        String holders = "/v1/blocks/" + past.block.block() + "/holders?limit=3&asOf=40";
        long[] owners = new long[201];
        String cursor = null;
        do {
            JsonPath page = auditor()
                    .get(holders + (cursor == null ? "" : "&cursor=" + cursor))
                    .jsonPath();
            assertTrue(page.getList("items").size() <= 3);
            assertEquals(40, page.getInt("number"));
            long[] some = owners(200, page, "items");
            for (int unit = 1; unit <= 200; unit++) {
                assertTrue(some[unit] == 0 || owners[unit] == 0, "seed " + past.seed);
                owners[unit] += some[unit];
            }
            cursor = page.getString("next");
        } while (cursor != null);
        assertArrayEquals(past.after(40), owners, "seed " + past.seed);
    }

    @Test
    void whatAnAccountHeldAtAnyTimeIsWhatWasRecordedAlsoPageByPage() {
        PastLedger past = new PastLedger(new Random().nextLong(), 250, 120);
        for (int number = 1; number <= past.steps.size(); number += 11) {
            Instant time = past.steps.get(number - 1).time();
            int recorded = past.before(time.plusNanos(1000));
            for (int i = 0; i < 3; i++) {
                long account = past.accounts.get(i);
                String list = "/v1/accounts/A" + account + "/holdings?asOf=" + time;
                assertArrayEquals(
                        only(past.after(recorded), account), held(past, i, list + "&limit=1000"), "seed " + past.seed);
                assertArrayEquals(
                        only(past.after(recorded), account), held(past, i, list + "&limit=2"), "seed " + past.seed);
            }
        }
    }

    @Test
    void theAuditorSeesWhatWasRetiredAtAnyTime() {
        PastLedger past = new PastLedger(new Random().nextLong(), 250, 120);
        long retired = past.accounts.get(3);
        for (int number = 5; number <= past.steps.size(); number += 30) {
            Instant time = past.steps.get(number - 1).time();
            long held = past.held(retired, past.before(time.plusNanos(1000)));
            List<Integer> quantity = auditor()
                    .get("/v1/accounts/A" + retired + "/holdings?limit=1000&block=" + past.block.block() + "&asOf="
                            + time)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getList("items.quantity");
            assertEquals(held == 0 ? List.of() : List.of((int) held), quantity, "seed " + past.seed);
        }
    }

    private static long[] only(long[] owners, long account) {
        long[] only = owners.clone();
        for (int unit = 0; unit < only.length; unit++) {
            only[unit] = only[unit] == account ? account : 0;
        }
        return only;
    }

    private static long[] held(PastLedger past, int holder, String list) {
        long[] owners = new long[(int) past.block.quantity() + 1];
        String cursor = null;
        do {
            JsonPath page = past.holders
                    .get(holder)
                    .call()
                    .get(list + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            for (List<Map<String, Object>> ranges : page.<List<Map<String, Object>>>getList("items.ranges")) {
                for (Map<String, Object> range : ranges) {
                    for (int unit = (Integer) range.get("first"); unit <= (Integer) range.get("last"); unit++) {
                        assertEquals(0, owners[unit]);
                        owners[unit] = past.accounts.get(holder);
                    }
                }
            }
            cursor = page.getString("next");
        } while (cursor != null);
        return owners;
    }

    @Test
    void theOwnersOfASerialAtAnyTimeAreThoseThatWereRecorded() {
        PastLedger past = new PastLedger(new Random().nextLong(), 200, 100);
        String serial = "/v1/serials/" + serial(past.block, 50, 120) + "?asOf=";
        for (int number = 1; number <= past.steps.size(); number += 9) {
            Step step = past.steps.get(number - 1);
            int recorded = past.before(step.time().plusNanos(1000));
            JsonPath read = auditor().get(serial + step.time()).jsonPath();
            long[] expected = new long[201];
            System.arraycopy(past.after(recorded), 50, expected, 50, 71);
            assertArrayEquals(expected, owners(200, read, "holders"), "seed " + past.seed);
            long passages = past.steps.stream()
                    .filter(s -> s.number() <= recorded && s.first() <= 120 && s.last() >= 50)
                    .count();
            assertEquals(passages, read.getList("owners").size(), "seed " + past.seed);
        }
        Holder holder = past.holders.get(1);
        Step middle = past.steps.get(past.steps.size() / 2);
        holder.call()
                .get(serial + middle.time())
                .jsonPath()
                .getList("holders.account")
                .forEach(account -> assertEquals(holder.account(), account));
    }

    @Test
    void snapshotsTakenBetweenRealCommandsAreFoundAgain() throws SQLException {
        // Given
        Holder seller = newHolder();
        Holder buyer = newHolder();
        BlockDescription block = block(seller.account(), 1000);
        List<Instant> times = new ArrayList<>();
        List<List<String>> sellers = new ArrayList<>();
        List<List<String>> buyers = new ArrayList<>();

        // When
        for (int i = 0; i < 6; i++) {
            switch (i % 3) {
                case 0 ->
                    transfer(seller, buyer.account(), "\"quantity\":" + (50 + i))
                            .then()
                            .statusCode(201);
                case 1 -> {
                    String id = transfer(
                                    seller,
                                    buyer.account(),
                                    "\"serials\":[\"" + serial(block, 500 + 40 * i, 520 + 40 * i) + "\"]")
                            .then()
                            .statusCode(201)
                            .extract()
                            .path("id");
                    buyer.call().post("/v1/transfers/" + id + "/accept").then().statusCode(200);
                }
                default -> assertEquals("executed", answer(retirement(seller, 30L, block)));
            }
            times.add(now());
            sellers.add(serials(seller, ""));
            buyers.add(serials(buyer, ""));
        }

        // Then
        for (int i = 0; i < times.size(); i++) {
            assertEquals(sellers.get(i), serials(seller, "&asOf=" + times.get(i)), "after command " + i);
            assertEquals(buyers.get(i), serials(buyer, "&asOf=" + times.get(i)), "after command " + i);
        }
    }

    /** The serial ranges an account holds, joined where they touch: what is reserved is not known of the past. */
    private static List<String> serials(Holder holder, String query) {
        List<String> joined = new ArrayList<>();
        long last = -1;
        long first = -1;
        for (List<Map<String, Object>> ranges : holder.call()
                .get("/v1/accounts/" + holder.account() + "/holdings?limit=1000" + query)
                .jsonPath()
                .<List<Map<String, Object>>>getList("items.ranges")) {
            for (Map<String, Object> range : ranges) {
                int from = (Integer) range.get("first");
                if (from != last + 1 || first < 0) {
                    if (first >= 0) {
                        joined.add(first + "-" + last);
                    }
                    first = from;
                }
                last = (Integer) range.get("last");
            }
        }
        joined.add(first + "-" + last);
        return joined;
    }

    @Test
    void anAnswerAboutTheLastMomentsWaitsForWhoeverStillWrites() throws Exception {
        // Given
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 100);
        try (Connection writer = connection("account");
                Statement s = writer.createStatement()) {
            writer.setAutoCommit(false);
            s.execute("select * from block where name = '" + block.block() + "' for update");
            s.execute("update block set quantity = quantity where name = '" + block.block() + "'");
            Instant now = now();

            // When
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> owner.call()
                    .get("/v1/accounts/" + owner.account() + "/holdings?asOf=" + now)
                    .statusCode());
            Awaitility.await()
                    .during(300, TimeUnit.MILLISECONDS)
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> !answer.isDone());
            writer.commit();

            // Then
            assertEquals(200, answer.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void beforeItsOpeningABlockHadNoHolderAndAnAccountNothing() {
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 100);
        String asOf = "asOf=2020-01-01T00:00:00Z";
        auditor()
                .get("/v1/blocks/" + block.block() + "/holders?" + asOf)
                .then()
                .statusCode(200)
                .body("number", equalTo(0))
                .body("items", empty());
        auditor()
                .get("/v1/serials/" + serial(block, 1, 10) + "?" + asOf)
                .then()
                .statusCode(200)
                .body("holders", empty())
                .body("owners", empty());
        for (String time : List.of("2020-01-01T00:00:00Z", "-2000-01-01T00:00:00Z")) {
            owner.call()
                    .get("/v1/accounts/" + owner.account() + "/holdings?asOf=" + time)
                    .then()
                    .statusCode(200)
                    .body("items", empty());
        }
        auditor().get("/v1/blocks/" + block.block() + "/holders").then().body("items", hasSize(1));
    }

    private static Instant now() throws SQLException {
        try (Connection c = connection("account");
                Statement s = c.createStatement();
                ResultSet row = s.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }
}
