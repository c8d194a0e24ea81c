package org.carbonregistry.account;

import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.outcome;
import static org.carbonregistry.account.Registry.outcomes;
import static org.carbonregistry.account.Registry.retirement;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The database and the broker are killed while the ledger works: afterwards every total is exact and nothing is stuck. Nightly,
 * because it takes long; {@code StepsFaultIT}, {@code RelayFaultIT} and {@code ReplicaFaultIT} do so in every build.
 */
@Tag("nightly")
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class LedgerFaultIT {

    private static final int ORDERS = 400;
    private static final int TRANSFERS = 60;

    /** The database of the tests forgets acknowledged commits when it is killed, unless it is told not to. */
    @BeforeAll
    static void acknowledgedCommitsSurvive() throws SQLException {
        setting("alter database account set synchronous_commit = on");
        // So that every connection is a new one.
        RegistryEnvironment.postgres().close();
        RegistryEnvironment.postgres().restart();
    }

    @AfterAll
    static void asBefore() throws SQLException {
        setting("alter database account reset synchronous_commit");
    }

    private static void setting(String statement) throws SQLException {
        try (Connection c = DriverManager.getConnection(
                        RegistryEnvironment.postgres().superuserUrl("account"));
                Statement s = c.createStatement()) {
            s.execute(statement);
        }
    }

    @BeforeEach
    void theServiceAnswers() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> auditor().get("/v1/accounts?limit=1").statusCode() == 200);
    }

    @Test
    void aDatabaseKilledInTheMiddleOfRetirementOrdersLeavesEveryTotalExact() {
        // Given
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 10_000);
        long dead = number("select count(*) from dead_letter");
        List<RetirementOrdered> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(retirement(owner, 3L, block));
        }

        // When
        orders.subList(0, ORDERS / 2).forEach(Registry::send);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> number("select count(*) from ledger_transaction where kind = 'retirement' and id = '"
                                + orders.get(0).retirement() + "'")
                        == 1);
        RegistryEnvironment.postgres().kill();
        orders.subList(ORDERS / 2, ORDERS).forEach(Registry::send);
        RegistryEnvironment.postgres().restart();
        // Whoever has no outcome asks again: all of them once more.
        orders.forEach(Registry::send);

        // Then
        orders.forEach(order -> assertEquals(
                MessageType.RETIREMENT_EXECUTED, outcome(order.retirement()).type()));
        assertEquals(3L * ORDERS, held(block, "retired"));
        assertEquals(10_000 - 3L * ORDERS, held(block, "holding"));
        String movements = "select count(*) from movement where kind = 'retired' and block_id ="
                + " (select id from block where name = '" + block.block() + "')";
        assertEquals(ORDERS, number(movements));
        orders.forEach(order -> assertEquals(
                1,
                outcomes(order.retirement()).stream()
                        .map(o -> new String(o.data()))
                        .distinct()
                        .count()));
        assertEquals(dead, number("select count(*) from dead_letter"));
        nothingIsStuck(block);
    }

    @Test
    void aDatabaseKilledInTheMiddleOfTransfersMovesEachOnce() throws Exception {
        // Given
        Holder owner = newHolder();
        String second = account(owner.organisation());
        BlockDescription block = block(owner.account(), 10_000);
        AtomicInteger answered = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<Integer>> running = new ArrayList<>();
        for (int i = 0; i < TRANSFERS; i++) {
            String body = "{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":7}"
                    .formatted(UUID.randomUUID(), owner.account(), second);
            running.add(clients.submit(() -> untilAnswered(owner, body, answered)));
        }

        // When
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> answered.get() >= 5);
        RegistryEnvironment.postgres().kill();
        RegistryEnvironment.postgres().restart();

        // Then: each client repeats its transfer under its externalId until it has an answer
        for (Future<Integer> one : running) {
            assertEquals(201, one.get());
        }
        clients.shutdown();
        assertEquals(
                7L * TRANSFERS,
                number("select sum(last_unit - first_unit + 1) from holding where account_id = "
                        + second.substring(1)));
        assertEquals(
                TRANSFERS,
                number("select count(*) from transfer where status = 'settled' and to_account = "
                        + second.substring(1)));
        nothingIsStuck(block);
    }

    @Test
    void transfersSettleWhileTheBrokerIsDownAndItsFactsFollow() {
        // Given
        Holder owner = newHolder();
        String second = account(owner.organisation());
        BlockDescription block = block(owner.account(), 1000);
        facts(block.block(), 1);

        // When
        RegistryEnvironment.broker().kill();
        try {
            for (int i = 0; i < 20; i++) {
                Registry.transfer(owner, second, "\"quantity\":5").then().statusCode(201);
            }
        } finally {
            RegistryEnvironment.broker().restart();
        }

        // Then
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> number("select count(*) from outbox") == 0);
        List<Long> numbers = facts(block.block(), 21).stream()
                .map(f -> f.number())
                .distinct()
                .sorted()
                .toList();
        assertEquals(21, numbers.size());
        assertEquals(1L, numbers.get(0));
        assertEquals(21L, numbers.get(20));
        nothingIsStuck(block);
    }

    private static int untilAnswered(Holder owner, String body, AtomicInteger answered) {
        int[] status = new int[1];
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(() -> {
                    Response answer = owner.call().body(body).post("/v1/transfers");
                    status[0] = answer.statusCode();
                    // While the database is away: 503, or what a connection that broke in the middle leaves.
                    return status[0] < 500;
                });
        answered.incrementAndGet();
        return status[0];
    }

    /** After a fault: what is asked now is done, all messages went out, and the auditor finds nothing. */
    private static void nothingIsStuck(BlockDescription block) {
        Holder next = newHolder();
        assertEquals("executed", Registry.answer(retirement(next, 5L, block(next.account(), 5))));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> number("select count(*) from outbox") == 0);
        assertEquals(
                block.quantity(),
                number("select sum(last_unit - first_unit + 1) from holding where block_id ="
                        + " (select id from block where name = '" + block.block() + "')"));
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    private static long held(BlockDescription block, String kind) {
        return number("select coalesce(sum(h.last_unit - h.first_unit + 1), 0) from holding h"
                + " join account a on a.id = h.account_id join block b on b.id = h.block_id where a.kind = '" + kind
                + "' and b.name = '" + block.block() + "'");
    }
}
