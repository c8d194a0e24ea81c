package org.carbonregistry.account.batches;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.batches.TransferBatchIT.line;
import static org.carbonregistry.account.batches.TransferBatchIT.name;
import static org.carbonregistry.account.batches.TransferBatchIT.send;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.house.ServiceProcess;
import org.carbonregistry.events.lines.Line;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A batch whose database, replica or answer is lost in the middle; and one that is larger than the heap. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TransferBatchFaultIT {

    private static final int LINES = 20_000;

    @Inject
    CarryOutLines carryOutLines;

    private Holder owner;
    private String second;

    @BeforeEach
    void somebodyHoldsUnits() {
        owner = newHolder();
        second = account(owner.organisation());
        block(owner.account(), 1_000_000);
    }

    @Test
    void theAnswerToTheCommitIsLostTheSetIsLeftAsItIsStored() throws Exception {
        Batch batch = new Batch(UUID.randomUUID(), owner.organisation(), "anna");
        Registry.asOwner("insert into transfer_batch (id, organisation, actor) values ('" + batch.id() + "', '"
                + batch.organisation() + "', 'anna')");
        List<Line> lines = List.of(
                read(1, line(name(), owner.account(), second, "\"quantity\":1")),
                read(2, line(name(), owner.account(), second, "\"quantity\":2000000")),
                read(3, "{"),
                read(4, line(name(), second, owner.account(), "\"quantity\":1")));
        carryOut(batch, lines);
        // Meanwhile there is enough: decided anew, the second line would be carried out.
        block(owner.account(), 2_000_000);
        carryOut(batch, lines);
        assertEquals(2, number("select made from transfer_batch where id = '" + batch.id() + "'"));
        assertEquals(2, number("select refused from transfer_batch where id = '" + batch.id() + "'"));
        assertEquals(4, number("select count(*) from transfer_batch_line where batch = '" + batch.id() + "'"));
        assertEquals(0, held(second));
        audit();
    }

    @Test
    void theDatabaseDiesDuringAnUploadEveryLineIsCarriedOutOnce() throws Exception {
        String prefix = name();
        CompletableFuture<Response> upload = CompletableFuture.supplyAsync(() -> send(owner, lines(prefix)));
        awaitMiddle();
        RegistryEnvironment.postgres().kill();
        RegistryEnvironment.postgres().restart();
        Response answer = upload.join();
        assertEquals(202, answer.statusCode(), answer.asString());
        assertEquals(LINES, answer.<Integer>path("received"));
        assertEquals(LINES, answer.<Integer>path("made"));
        carriedOutOnce(prefix);
    }

    @Test
    void theReplicaIsKilledDuringAnUploadAndTheBatchIsSentAgain() throws Exception {
        String prefix = name();
        try (ServiceProcess replica = replica()) {
            CompletableFuture<Void> upload = CompletableFuture.runAsync(() -> {
                try {
                    replica.upload("/v1/transfer-batches", number -> row(prefix, number, ""), LINES);
                } catch (Exception | AssertionError broken) {
                    // It is killed.
                    return;
                }
            });
            awaitMiddle();
            replica.kill();
            upload.join();
        }
        long before = number("select count(*) from transfer where external_id like '" + prefix + "%'");
        assertTrue(before > 0 && before < LINES, before + " before the kill");
        Response answer = send(owner, lines(prefix));
        assertEquals(LINES, answer.<Integer>path("made"), answer.asString());
        carriedOutOnce(prefix);
    }

    @Test
    @Tag("nightly")
    void aBodyOfOneGigabyteFitsThroughAHeapOf256() throws Exception {
        String prefix = name();
        String blanks = " ".repeat(60_000);
        int count = (int) ((1L << 30) / row(prefix, 1, blanks).length + 1);
        try (ServiceProcess replica = replica()) {
            long begin = System.nanoTime();
            assertEquals(
                    count,
                    replica.upload("/v1/transfer-batches", number -> row(prefix, number, blanks), count)
                            .getInt("made"));
            System.out.printf(
                    "1 GB in %,d lines carried out in %.1f s; peak memory of the process %d MB with -Xmx256m%n",
                    count, (System.nanoTime() - begin) / 1e9, replica.peakMegabytes());
            assertTrue(replica.peakMegabytes() < 900, replica.peakMegabytes() + " MB");
        }
    }

    private ServiceProcess replica() throws Exception {
        return ServiceProcess.start("account", TestTokens.token("anna", owner.organisation(), "holder"));
    }

    private String lines(String prefix) {
        StringBuilder lines = new StringBuilder();
        for (int i = 1; i <= LINES; i++) {
            lines.append(new String(row(prefix, i, ""), StandardCharsets.US_ASCII));
        }
        return lines.toString();
    }

    private byte[] row(String prefix, int number, String blanks) {
        String name = prefix + String.format("-%09d", number);
        return (line(name, owner.account(), second, blanks + "\"quantity\":1") + "\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void awaitMiddle() {
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .ignoreExceptions()
                .until(() -> number("select count(*) from transfer_batch where status = 'receiving' and received > 0"
                                + " and received < " + LINES + " and organisation = '" + owner.organisation() + "'")
                        > 0);
    }

    private void carriedOutOnce(String prefix) {
        assertEquals(LINES, held(second));
        assertEquals(LINES, number("select count(*) from transfer where external_id like '" + prefix + "%'"));
        assertEquals(
                LINES,
                number("select count(*) from movement m join transfer t on t.id = m.transaction_id"
                        + " where t.external_id like '" + prefix + "%'"));
        audit();
    }

    private static void audit() {
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    private void carryOut(Batch batch, List<Line> lines) {
        carryOutLines.carryOut(batch, lines).await().atMost(Duration.ofSeconds(60));
    }

    private static Line read(long number, String text) {
        return new Line(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static long held(String account) {
        return number("select coalesce(sum(last_unit - first_unit + 1), 0)::bigint from holding where account_id = "
                + account.substring(1));
    }
}
