package org.carbonregistry.account.audit;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class LedgerAuditorIT {

    @Test
    void aLedgerInUseIsCleanAndItsSumsAgree() {
        // Given
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 1000);
        transfer(owner, newHolder().account(), "\"quantity\":100").then().statusCode(201);
        assertEquals("executed", answer(retirement(owner, 50L, block)));

        // When
        JsonPath report = auditor()
                .get("/v1/audit")
                .then()
                .statusCode(200)
                .body("findings", empty())
                .body("clean", equalTo(true))
                .extract()
                .jsonPath();

        // Then
        assertEquals(number("select count(*) from block"), report.getLong("blocks"));
        assertEquals(number("select count(*) from movement"), report.getLong("movements"));
        assertEquals(number("select sum(quantity) from block"), report.getLong("issued"));
        long kinds = report.<Integer>getList("byProgram.byKind.collect { it.values().sum() }").stream()
                .mapToLong(Integer::longValue)
                .sum();
        assertEquals(report.getLong("issued"), kinds);
    }

    @Test
    void aHoldingThatTheJournalDoesNotLeadToIsFound() throws SQLException {
        Holder thief = newHolder();
        BlockDescription block = block(newHolder().account(), 500);
        String where = " where block_id = (select id from block where name = '" + block.block() + "')";
        finds(
                block.block(),
                "update holding set account_id = " + thief.account().substring(1) + where,
                "update holding set account_id = (select to_account from movement" + where + ")" + where,
                "journal-leads-to-holdings");
    }

    @Test
    void aJournalThatLostAMovementIsFound() throws SQLException {
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 500);
        assertEquals("executed", answer(retirement(owner, 5L, block)));
        String where = " where block_id = (select id from block where name = '" + block.block() + "') and number = 2";
        finds(
                block.block(),
                "with gone as (delete from movement" + where
                        + " returning *) insert into kept_movement select * from gone",
                "insert into movement select * from kept_movement",
                "numbers-without-gap",
                "journal-leads-to-holdings");
    }

    @Test
    void aBlockThatSaysItIsLargerThanItWasOpenedIsFound() throws SQLException {
        BlockDescription block = block(newHolder().account(), 500);
        String where = " where name = '" + block.block() + "'";
        finds(
                block.block(),
                "update block set quantity = 501" + where,
                "update block set quantity = 500" + where,
                "nothing-created",
                "holdings-partition-block");
    }

    @Test
    void unitsReservedForNoOpenOfferAreFound() throws SQLException {
        BlockDescription block = block(newHolder().account(), 500);
        String where = " where block_id = (select id from block where name = '" + block.block() + "')";
        String nobody = "00000000-0000-0000-0000-00000000000f";
        finds(
                nobody,
                "update holding set reserved_for = '" + nobody + "'" + where,
                "update holding set reserved_for = null" + where,
                "reservation-of-an-offer");
    }

    @Test
    void reservedRangesThatAreNotTheOfferedOnesAreFound() throws SQLException {
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 500);
        String offer = transfer(owner, newHolder().account(), "\"serials\":[\"" + Registry.serial(block, 1, 10) + "\"]")
                .path("id");
        String where = " where block_id = (select id from block where name = '" + block.block() + "') and ";
        // As many units as were offered, of the same account, but others.
        finds(
                offer,
                "update holding set first_unit = case reserved_for is null when true then 1 else 491 end, last_unit = case"
                        + " reserved_for is null when true then 490 else 500 end" + where + "true",
                "update holding set first_unit = case reserved_for is null when true then 11 else 1 end, last_unit = case"
                        + " reserved_for is null when true then 500 else 10 end" + where + "true",
                "reservation-of-an-offer");
    }

    @Test
    void aClosedAccountThatHoldsUnitsIsFound() throws SQLException {
        Holder owner = newHolder();
        block(owner.account(), 500);
        String where = " where id = " + owner.account().substring(1);
        finds(
                owner.account(),
                "update account set status = 'closed'" + where,
                "update account set status = 'open'" + where,
                "closed-is-empty");
    }

    @Test
    void aSubAccountOfASubAccountIsFound() throws SQLException {
        Holder owner = newHolder();
        String second = account(owner.organisation());
        String third = account(owner.organisation());
        Registry.asOwner(
                "update account set parent = " + owner.account().substring(1) + " where id = " + second.substring(1));
        String where = " where id = " + third.substring(1);
        finds(
                third,
                "update account set parent = " + second.substring(1) + where,
                "update account set parent = null" + where,
                "sub-account-of-its-owner");
    }

    @Test
    void auditsAtTheSameMomentAreOneRun() throws Exception {
        block(newHolder().account(), 500);
        ExecutorService readers = Executors.newFixedThreadPool(4);
        List<Future<String>> answers = new ArrayList<>();
        try (Connection c = Registry.connection("account_owner");
                Statement s = c.createStatement()) {
            // Whoever audits waits for this.
            c.setAutoCommit(false);
            s.execute("lock table account in access exclusive mode");
            for (int i = 0; i < 4; i++) {
                answers.add(readers.submit(() -> auditor()
                        .get("/v1/audit")
                        .then()
                        .statusCode(200)
                        .body("clean", equalTo(true))
                        .extract()
                        .path("time")));
            }
            String waiting = "select count(*) from pg_stat_activity where datname = 'account'"
                    + " and query like 'select id, kind, program from account%' and wait_event_type = 'Lock'";
            await().until(() -> number(waiting) >= 1);
            await().during(Duration.ofSeconds(1)).until(() -> number(waiting) == 1);
            c.rollback();
        }
        Set<String> times = new HashSet<>();
        for (Future<String> answer : answers) {
            times.add(answer.get());
        }
        readers.shutdown();
        assertEquals(1, times.size(), times.toString());
        String later = auditor().get("/v1/audit").path("time");
        assertTrue(!times.contains(later), "the next one is a run of its own");
    }

    @Test
    void aMovementOfATransactionNobodyRecordedIsFound() throws SQLException {
        BlockDescription block = block(newHolder().account(), 500);
        String id = "(select transaction_id from movement where block_id = (select id from block where name = '"
                + block.block() + "'))";
        finds(
                block.block(),
                "with gone as (delete from ledger_transaction where id = " + id
                        + " returning *) insert into kept_transaction select * from gone",
                "insert into ledger_transaction select * from kept_transaction",
                "movement-of-a-transaction");
    }

    private static void finds(String subject, String fault, String mend, String... rules) throws SQLException {
        asOwner(
                "create table if not exists kept_movement (like movement)",
                "create table if not exists kept_transaction (like ledger_transaction)",
                "truncate kept_movement, kept_transaction");
        asOwner(fault);
        try {
            JsonPath report = auditor().get("/v1/audit").jsonPath();
            assertTrue(!report.getBoolean("clean"));
            List<String> found = report.getList("findings.findAll { it.subject == '" + subject + "' }.rule");
            assertEquals(List.of(rules), found);
        } finally {
            asOwner(mend);
        }
        auditor().get("/v1/audit").then().body("findings", empty());
    }
}
