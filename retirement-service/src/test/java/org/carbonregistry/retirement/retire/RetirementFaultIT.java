package org.carbonregistry.retirement.retire;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.rows;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.FactsRequested;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.Published;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every step of {@link RetireCredits the life of a retirement}, failed before it took effect, after it, and repeated. */
@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class RetirementFaultIT {

    private static final String SILENT = "\"quantity\":3,\"vintage\":" + FakeLedger.SILENT;

    @Inject
    Pool pool;

    @Inject
    StoreOrders storeOrders;

    @Inject
    RetirementIds ids;

    @Inject
    CompleteRetirements completeRetirements;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = RetirementWorld.ledger(pool);
    }

    @Test
    void storingFailsBeforeTheCommitNothingIsThereAndNothingIsSent() {
        RequestedOrder order = requested();
        rolledBack(c -> storeOrders.store(c, List.of(order)).replaceWithVoid());
        assertEquals(0, count(pool, "select count(*) from retirement where id = '" + order.id() + "'"));
        committed(c -> storeOrders.store(c, List.of(order)).replaceWithVoid());
        assertEquals("requested", status(order.id()));
    }

    @Test
    void theProcessDiesAfterTheCommitBeforeItWakesTheRelayTheOrderIsSentAllTheSame() {
        RequestedOrder order = requested();
        committed(c -> storeOrders.store(c, List.of(order)).replaceWithVoid());
        await().atMost(60, TimeUnit.SECONDS).until(() -> ledger.seen(order.id()) >= 1);
    }

    @Test
    void theAnswerOfTheDoorIsLostTheClientAsksAgainAndHasOneRetirement() {
        String name = name();
        String body = body(name, "\"quantity\":2");
        String first = retire(body, "").path("id");
        Response again = retire(body, "wait=60");
        again.then().statusCode(200).header("Idempotency-Replayed", "true").body("id", equalTo(first));
        assertEquals(1, count(pool, "select count(*) from retirement where external_id = '" + name + "'"));
    }

    @Test
    void theOrderIsLost() {
        Response answer = retire(body(name(), "\"quantity\":3,\"vintage\":" + FakeLedger.LOSES_ONCE), "wait=60");
        answer.then().statusCode(201);
        assertTrue(ledger.seen(UUID.fromString(answer.path("id"))) >= 2);
    }

    @Test
    void theOutcomeIsLost() {
        Response answer =
                retire(body(name(), "\"quantity\":3,\"vintage\":" + FakeLedger.LOSES_OUTCOME_ONCE), "wait=60");
        answer.then().statusCode(201).body("quantity", equalTo(3));
        assertTrue(ledger.seen(UUID.fromString(answer.path("id"))) >= 2);
        assertEquals(1, facts(answer.path("id")));
    }

    @Test
    void theOrderComesTwice() {
        UUID id = UUID.fromString(
                retire(body(name(), "\"quantity\":3"), "wait=60").path("id"));
        ledger.send(Message.command(
                MessageType.RETIREMENT_ORDERED,
                "A1001",
                Instant.now(),
                OrderCommand.of(id, order(), "acme-air", "anna", Instant.now())));
        await().atMost(60, TimeUnit.SECONDS).until(() -> ledger.seen(id) >= 2);
        retire(body(name(), "\"quantity\":1"), "wait=60").then().statusCode(201);
        assertEquals(1, facts(id.toString()));
        certificatesAreGapFree();
    }

    @Test
    void completingFailsBeforeTheCommitNoNumberIsDrawn() {
        UUID id = silent();
        Message outcome = executed(id, "FAILS");
        rolledBack(c -> completeRetirements.apply(c, List.of(outcome)));
        assertEquals(0, drawn("FAILS"));
        assertEquals("requested", status(id));
        assertEquals(0, facts(id.toString()));
        committed(c -> completeRetirements.apply(c, List.of(outcome)));
        assertEquals("completed", status(id));
        assertEquals(1, drawn("FAILS"));
        certificatesAreGapFree();
    }

    @Test
    void completingIsRepeatedAfterTheCommitNothingChanges() {
        UUID id = silent();
        Message outcome = executed(id, "REPEATS");
        committed(c -> completeRetirements.apply(c, List.of(outcome, outcome)));
        String before = row(id);
        committed(c -> completeRetirements.apply(c, List.of(outcome)));
        committed(c -> completeRetirements.apply(c, List.of(FakeLedger.refused(id))));
        assertEquals(1, drawn("REPEATS"));
        assertEquals(before, row(id));
        assertEquals(1, facts(id.toString()));
    }

    @Test
    void aRefusalIsRepeatedNothingChanges() {
        UUID id = silent();
        committed(c -> completeRetirements.apply(c, List.of(FakeLedger.refused(id))));
        String before = row(id);
        committed(c -> completeRetirements.apply(c, List.of(FakeLedger.refused(id))));
        assertEquals(before, row(id));
        assertEquals("refused", status(id));
    }

    @Test
    void theOutcomesComeInAnyOrder() {
        List<UUID> orders = IntStream.range(0, 20).mapToObj(i -> silent()).toList();
        List<Message> outcomes = new ArrayList<>(orders.stream()
                .map(id -> orders.indexOf(id) % 4 == 0 ? FakeLedger.refused(id) : executed(id))
                .toList());
        Collections.reverse(outcomes);
        committed(c -> completeRetirements.apply(c, outcomes.subList(0, 7)));
        committed(c -> completeRetirements.apply(c, outcomes.subList(5, 20)));
        for (int i = 0; i < 20; i++) {
            assertEquals(i % 4 == 0 ? "refused" : "completed", status(orders.get(i)));
        }
        certificatesAreGapFree();
    }

    @Test
    void twoReplicasCompleteTheSameOutcomesAtOnce() {
        List<Message> outcomes = IntStream.range(0, 50)
                .mapToObj(i -> executed(silent(), i % 2 == 0 ? "CCR" : "VER"))
                .toList();
        List<Message> reversed = new ArrayList<>(outcomes);
        Collections.reverse(reversed);
        List<CompletableFuture<Void>> replicas = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            List<Message> seen = i % 2 == 0 ? outcomes : reversed;
            replicas.add(pool.withTransaction(c -> completeRetirements.apply(c, seen))
                    .subscribeAsCompletionStage());
        }
        replicas.forEach(CompletableFuture::join);
        for (Message outcome : outcomes) {
            assertEquals(1, facts(outcome.key()));
        }
        certificatesAreGapFree();
    }

    @Test
    void theFactIsLostAndPublishedAgainByteForByte() {
        String id = retire(body(name(), "\"quantity\":2"), "wait=60").path("id");
        try (Published published = new Published("registry.retirements")) {
            Published.Fact first = published.next(id);
            ledger.send(Message.command(
                    MessageType.FACTS_REQUESTED,
                    id,
                    Instant.now(),
                    new FactsRequested("registry.retirements", id, 1, "public-api", Instant.now())));
            Published.Fact again = published.next(id);
            assertEquals(first, again);
            assertTrue(first.data().contains("\"certificateNumber\""), first.data());
        }
    }

    @Test
    void anOutcomeOfAnUnknownOrderIsPutAsideAndStopsNothing() {
        UUID unknown = UUID.randomUUID();
        ledger.send(executed(unknown));
        retire(body(name(), "\"quantity\":2"), "wait=60").then().statusCode(201);
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count(pool, "select count(*) from dead_letter where key = '" + unknown + "'") == 1);
    }

    @Test
    void anOutcomeThatAnotherReplicaAppliedWakesTheClientAtOnce() throws Exception {
        String body = silentBody();
        UUID id = UUID.fromString(retire(body, "").path("id"));
        CompletableFuture<Response> waiting = CompletableFuture.supplyAsync(() -> retire(body, "wait=60"));
        assertThrows(java.util.concurrent.TimeoutException.class, () -> waiting.get(700, TimeUnit.MILLISECONDS));
        // The other replica: the same transaction, but nothing is said within this process.
        committed(c -> completeRetirements.apply(c, List.of(executed(id))));
        long start = System.nanoTime();
        Response answer = waiting.get(60, TimeUnit.SECONDS);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertEquals("completed", answer.path("status"));
        System.out.println("another replica completed; the waiting client was answered after " + millis + " ms");
        // Far less than the minute it would wait.
        assertTrue(millis < 10_000, millis + " ms");
    }

    @Test
    void whoWaitsTooShortGetsTheRequestAndNotTheRefusal() {
        Response answer = retire(silentBody(), "wait=1");
        answer.then().statusCode(202).header("Preference-Applied", "wait=1").body("status", equalTo("requested"));
    }

    private static String silentBody() {
        return body(name(), SILENT).replace(RetirementWorld.OPEN, RetirementWorld.SILENT);
    }

    private UUID silent() {
        return UUID.fromString(retire(silentBody(), "").path("id"));
    }

    private Message executed(UUID id) {
        return executed(id, "CCR");
    }

    private Message executed(UUID id, String program) {
        RetirementExecuted outcome = ledger.executed(id, program, 3);
        return Message.command(MessageType.RETIREMENT_EXECUTED, id.toString(), Instant.now(), outcome);
    }

    private RequestedOrder requested() {
        return new RequestedOrder(ids.next(), order(), "acme-air", "anna");
    }

    private static Order order() {
        return new Order(
                name(),
                "A1001",
                null,
                3L,
                null,
                null,
                null,
                null,
                null,
                new Order.Beneficiary("organisation", "Acme", null, null),
                "voluntary",
                null,
                null,
                null,
                null,
                List.of());
    }

    private void committed(Function<SqlConnection, Uni<Void>> step) {
        pool.withTransaction(step).await().atMost(Duration.ofSeconds(60));
    }

    private void rolledBack(Function<SqlConnection, Uni<Void>> step) {
        Uni<Void> failing = pool.withTransaction(c -> step.apply(c)
                .chain(() -> Uni.createFrom().failure(new IllegalStateException("the process dies here"))));
        assertFalse(
                assertThrows(IllegalStateException.class, () -> failing.await().atMost(Duration.ofSeconds(60)))
                        .getMessage()
                        .isEmpty());
    }

    private String status(UUID id) {
        return rows(pool, "select status from retirement where id = '" + id + "'")
                .get(0)
                .getString(0);
    }

    private String row(UUID id) {
        return rows(pool, "select r::text from retirement r where id = '" + id + "'")
                .get(0)
                .getString(0);
    }

    private long facts(String stream) {
        return count(pool, "select count(*) from fact where stream = '" + stream + "'");
    }

    private long drawn(String program) {
        return count(
                pool,
                "select coalesce(sum(last), 0)::bigint from certificate_number where program = '" + program + "'");
    }

    private void certificatesAreGapFree() {
        RetirementWorld.certificatesAreGapFree(pool);
    }

    private static Response retire(String body, String prefer) {
        return holder().contentType(ContentType.JSON)
                .header("Prefer", prefer)
                .body(body)
                .post("/v1/retirements");
    }
}
