package org.carbonregistry.retirement.batch;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.lines.Line;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.carbonregistry.retirement.retire.OrderingRole;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch whose database, replica or answer is lost in the middle. */
@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class BatchFaultIT {

    @Inject
    Pool pool;

    @Inject
    StoreLines storeLines;

    @BeforeEach
    void start() {
        RetirementWorld.ledger(pool);
    }

    @Test
    void theAnswerToTheCommitIsLostTheChunkIsLeftAsItIsStored() {
        Batch batch = new Batch(UUID.randomUUID(), "acme-air", "anna", Set.of(OrderingRole.HOLDER));
        rows(
                pool,
                "insert into retirement_batch (id, organisation, actor) values ('" + batch.id()
                        + "', 'acme-air', 'anna')");
        String stored = name();
        String refused = name();
        String account = "A7-" + refused.substring(0, 20);
        List<Line> lines = List.of(
                line(1, body(stored, "\"quantity\":1")),
                line(2, body(refused, "\"quantity\":1").replace("A1001", account)),
                line(3, "{"));
        store(batch, lines);
        // Meanwhile the account becomes known: decided anew, the second line would be stored as an order.
        rows(pool, "insert into account values ('" + account + "', 'acme-air', 'holding', 'open')");
        store(batch, lines);
        assertEquals(
                List.of("1 null", "2 unknown-account", "3 malformed-body"),
                rows(
                                pool,
                                "select line || ' ' || coalesce(code, 'null') from retirement_batch_line where batch = '"
                                        + batch.id() + "' order by line")
                        .stream()
                        .map(row -> row.getString(0))
                        .toList());
        assertEquals(0, count(pool, "select count(*) from retirement where external_id = '" + refused + "'"));
        assertEquals(1, count(pool, "select count(*) from retirement where external_id = '" + stored + "'"));
        assertEquals(3, count(pool, "select received from retirement_batch where id = '" + batch.id() + "'"));
        countsAreRight(List.of(batch.id().toString()));
    }

    @Test
    void theSameLinesInSeveralBatchesAtOnceAreCountedInEach() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            int vintage = i % 4 == 0 ? FakeLedger.REFUSES : 2020;
            lines.append(body(name(), "\"quantity\":1,\"vintage\":" + vintage)).append('\n');
            if (i % 100 == 0) {
                lines.append("{\n");
            }
        }
        String twice = lines.toString() + lines;
        List<CompletableFuture<String>> uploads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            uploads.add(CompletableFuture.supplyAsync(() -> send(twice)));
        }
        List<String> batches = uploads.stream().map(CompletableFuture::join).toList();
        for (String batch : batches) {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> holder().get("/v1/retirement-batches/" + batch).<Integer>path("pending") == 0);
            assertEquals(808, holder().get("/v1/retirement-batches/" + batch).<Integer>path("received"));
            assertEquals(600, holder().get("/v1/retirement-batches/" + batch).<Integer>path("completed"));
            assertEquals(208, holder().get("/v1/retirement-batches/" + batch).<Integer>path("refused"));
        }
        countsAreRight(batches);
    }

    @Test
    void theDatabaseDiesDuringAnUploadEveryLineIsStoredOnce() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            lines.append(body(name(), "\"quantity\":1")).append('\n');
        }
        CompletableFuture<String> upload = CompletableFuture.supplyAsync(() -> send(lines.toString()));
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .ignoreExceptions()
                .until(() -> count(
                                pool,
                                "select count(*) from retirement_batch where status = 'receiving' and received > 0"
                                        + " and received < 20000 and started_at > now() - interval '1 minute'")
                        > 0);
        RegistryEnvironment.postgres().kill();
        RegistryEnvironment.postgres().restart();
        String batch = upload.join();
        await().atMost(90, TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> holder().get("/v1/retirement-batches/" + batch).<Integer>path("pending") == 0);
        assertEquals(
                "",
                rows(
                                pool,
                                "select coalesce(string_agg(distinct coalesce(l.code, r.refusal_code), ' '), '')"
                                        + " from retirement_batch_line l left join retirement r on r.id = l.retirement"
                                        + " where l.batch = '" + batch + "'")
                        .get(0)
                        .getString(0));
        assertEquals(20_000, holder().get("/v1/retirement-batches/" + batch).<Integer>path("received"));
        assertEquals(20_000, holder().get("/v1/retirement-batches/" + batch).<Integer>path("completed"));
        assertEquals(
                20_000,
                count(
                        pool,
                        "select count(distinct retirement) from retirement_batch_line where batch = '" + batch + "'"));
        countsAreRight(List.of(batch));
        RetirementWorld.certificatesAreGapFree(pool);
    }

    private void store(Batch batch, List<Line> lines) {
        storeLines.store(batch, lines).await().atMost(Duration.ofSeconds(60));
    }

    private static Line line(long number, String text) {
        return new Line(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String send(String lines) {
        return holder().contentType("application/x-ndjson")
                .body(lines.getBytes(StandardCharsets.UTF_8))
                .post("/v1/retirement-batches")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
    }

    /** What is kept is what counting the lines gives. */
    private void countsAreRight(List<String> batches) {
        for (String batch : batches) {
            assertEquals(
                    1,
                    count(
                            pool,
                            "select count(*) from retirement_batch b join (select l.batch, count(*) as received,"
                                    + " count(*) filter (where r.status = 'completed') as completed,"
                                    + " count(*) filter (where l.code is not null or r.status = 'refused') as refused"
                                    + " from retirement_batch_line l left join retirement r on r.id = l.retirement"
                                    + " group by l.batch) n on n.batch = b.id where b.id = '" + batch
                                    + "' and b.received = n.received"
                                    + " and b.completed = n.completed and b.refused = n.refused"));
        }
    }
}
