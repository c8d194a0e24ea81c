package org.carbonregistry.account.ledger;

import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.connection;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the database itself does not allow, whatever the service's code does. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class LedgerRulesIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update movement set to_account = 1001",
                "delete from movement",
                "truncate movement",
                "update ledger_transaction set actor = 'nobody'",
                "delete from ledger_transaction",
                "update account_decision set reason = ''",
                "delete from account_decision",
                "update private_read set actor = 'nobody'",
                "delete from private_read",
                "drop table movement",
                "alter table movement disable trigger all",
                "alter table holding drop constraint one_owner_per_unit"
            })
    void theServicesRoleCannotRewriteHistory(String statement) throws SQLException {
        try (Connection c = connection("account");
                Statement s = c.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> s.execute(statement));
            assertEquals("42501", refused.getSQLState(), refused.getMessage());
        }
    }

    @Test
    void twoTransactionsThatWouldBothOwnAUnitCannotBothCommit() throws SQLException {
        // Given
        Holder anna = newHolder();
        BlockDescription block = block(newHolder().account(), 100);
        long id = number("select id from block where name = '" + block.block() + "'");
        String shrink = "update holding set first_unit = 51 where block_id = " + id + " and first_unit <= 50";
        String take = "insert into holding (block_id, account_id, first_unit, last_unit) values (" + id + ", "
                + anna.account().substring(1) + ", %d, %d)";

        // When: neither takes a block lock nor reads first, and the second does not even shrink the owner's holding
        try (Connection first = connection("account");
                Connection second = connection("account");
                Statement one = first.createStatement();
                Statement two = second.createStatement()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            one.execute(shrink);
            one.execute(take.formatted(1, 50));
            two.execute(take.formatted(40, 60));
            first.commit();
            SQLException refused = assertThrows(SQLException.class, second::commit);

            // Then
            assertEquals("23P01", refused.getSQLState());
            assertTrue(refused.getMessage().contains("one_owner_per_unit"));
        }
        assertEquals(100, number("select sum(last_unit - first_unit + 1) from holding where block_id = " + id));
        // The journal does not know of it: put the holding back as it was.
        org.carbonregistry.account.Registry.asOwner(
                "delete from holding where block_id = " + id + " and first_unit = 1",
                "update holding set first_unit = 1 where block_id = " + id);
    }

    @Test
    void twoTransactionsOverlappingAtTheSameMomentCannotBothCommit() throws Exception {
        BlockDescription block = block(newHolder().account(), 100);
        long id = number("select id from block where name = '" + block.block() + "'");
        String beyond =
                "insert into holding (block_id, account_id, first_unit, last_unit) values (" + id + ", 1001, 200, 210)";
        try (Connection first = connection("account");
                Connection second = connection("account");
                Statement one = first.createStatement();
                Statement two = second.createStatement()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            one.execute(beyond);
            two.execute(beyond);
            Thread committing = new Thread(() -> {
                try {
                    second.commit();
                } catch (SQLException e) {
                    Thread.currentThread().setName(e.getSQLState());
                }
            });
            committing.start();
            String state = null;
            try {
                first.commit();
            } catch (SQLException e) {
                state = e.getSQLState();
            }
            committing.join(10_000);
            assertTrue(
                    java.util.Set.of("23P01", "40P01").contains(state == null ? committing.getName() : state),
                    state + " " + committing.getName());
        }
        long there = number("select count(*) from holding where block_id = " + id + " and first_unit = 200");
        org.carbonregistry.account.Registry.asOwner(
                "delete from holding where block_id = " + id + " and first_unit = 200");
        assertTrue(there <= 1, there + " owners");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "insert into holding (block_id; account_id; first_unit; last_unit) values (1; 1001; 0; 5), 23514",
        "insert into holding (block_id; account_id; first_unit; last_unit) values (1; 1001; 900000005; 900000004), 23514",
        "insert into holding (block_id; account_id; first_unit; last_unit) values (1; 1; 900000001; 900000002), 23503",
        "insert into holding (block_id; account_id; first_unit; last_unit) values (0; 1001; 1; 2), 23503",
    })
    void whatCannotBeAHoldingIsNone(String statement, String state) throws SQLException {
        block(newHolder().account(), 10);
        try (Connection c = connection("account");
                Statement s = c.createStatement()) {
            SQLException refused = assertThrows(SQLException.class, () -> s.execute(statement.replace(';', ',')));
            assertEquals(state, refused.getSQLState(), refused.getMessage());
        }
    }

    @Test
    void aMovementNumberIsUsedOnce() throws SQLException {
        BlockDescription block = block(newHolder().account(), 10);
        try (Connection c = connection("account");
                Statement s = c.createStatement()) {
            SQLException refused = assertThrows(
                    SQLException.class,
                    () -> s.execute("insert into movement select * from movement where block_id ="
                            + " (select id from block where name = '" + block.block() + "')"));
            assertEquals("23505", refused.getSQLState());
        }
    }
}
