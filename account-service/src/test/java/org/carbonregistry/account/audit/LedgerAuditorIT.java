package org.carbonregistry.account.audit;

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
import java.sql.SQLException;
import java.util.List;
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
