package org.carbonregistry.retirement.batch;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.InputStream;
import java.net.Socket;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.house.ServiceProcess;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Batches into a replica of its own: the packaged service in a process with a heap of 256 MB, beside the one of the test, over
 * the same database and broker.
 */
@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class BatchOfAnySizeIT {

    private static final int LONG_TEXT = 4000;
    private static final String PATH = "/v1/retirement-batches";

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        RetirementWorld.ledger(pool);
    }

    @Test
    void aBatchOfManyLinesIsCompletedByTwoReplicas() throws Exception {
        try (ServiceProcess service = ServiceProcess.start("retirement", token())) {
            Lines lines = new Lines("many-" + UUID.randomUUID(), RetirementWorld.OPEN, "", 200);
            long begin = System.nanoTime();
            JsonPath answer = service.upload(PATH, lines::line, 20_000);
            double read = seconds(begin);
            String id = answer.getString("id");
            assertEquals(20_000, answer.getInt("received"));
            await().atMost(90, TimeUnit.SECONDS)
                    .until(() -> service.read(PATH + "/" + id).getInt("pending") == 0);
            double done = seconds(begin);
            assertEquals(20_000, service.read(PATH + "/" + id).getInt("completed"));
            assertEquals(
                    20_000,
                    count(
                            pool,
                            "select count(*) from fact f join retirement_batch_line l on f.stream = l.retirement::text"
                                    + " where l.batch = '" + id + "'"));
            RetirementWorld.certificatesAreGapFree(pool);
            System.out.printf(
                    "20,000 lines: read and durable in %.1f s (%,.0f/s), all completed after %.1f s (%,.0f/s); peak memory %d MB%n",
                    read, 20_000 / read, done, 20_000 / done, service.peakMegabytes());
        }
    }

    @Test
    @Tag("nightly")
    void aBodyLargerThanTheHeapFitsThroughIt() throws Exception {
        throughASmallHeap(300L << 20);
    }

    @Test
    @Tag("nightly")
    void aBodyOfOneGigabyteFitsThroughAHeapOf256() throws Exception {
        throughASmallHeap(1L << 30);
    }

    /** The client sends everything before it reads anything, then asks for all outcomes and does not read them for a while. */
    private void throughASmallHeap(long bytes) throws Exception {
        try (ServiceProcess service = ServiceProcess.start("retirement", token())) {
            Lines lines = new Lines(
                    "big-" + UUID.randomUUID(), RetirementWorld.SILENT, ",\"vintage\":" + FakeLedger.SILENT, LONG_TEXT);
            int count = (int) (bytes / lines.line(1).length + 1);
            long begin = System.nanoTime();
            JsonPath answer = service.upload(PATH, lines::line, count);
            double read = seconds(begin);
            String id = answer.getString("id");
            assertEquals(count, answer.getInt("received"));
            assertEquals("received", answer.getString("status"));
            begin = System.nanoTime();
            int outcomes = readLate(service, id);
            assertEquals(count, outcomes);
            System.out.printf(
                    "%,d bytes in %,d lines: read and durable in %.1f s (%,.0f lines/s, %.0f MB/s), outcomes read in %.1f s;"
                            + " peak memory of the process %d MB with -Xmx256m%n",
                    (long) count * lines.line(1).length,
                    count,
                    read,
                    count / read,
                    (double) count * lines.line(1).length / read / 1e6,
                    seconds(begin),
                    service.peakMegabytes());
            assertTrue(service.peakMegabytes() < 900, service.peakMegabytes() + " MB");
            // The orders are never answered: leave nothing behind that is sent again and again.
            RetirementWorld.rows(
                    pool,
                    "update retirement set status = 'refused', refusal_code = 'test', decided_at = now()"
                            + " where external_id like '" + lines.prefix() + "%'");
        }
    }

    /** Asks for all outcomes and lets them lie while other requests are answered, then reads. */
    private static int readLate(ServiceProcess service, String batch) throws Exception {
        try (Socket socket = service.ask("GET", PATH + "/" + batch + "/outcomes")) {
            for (int i = 0; i < 5; i++) {
                assertEquals("received", service.read(PATH + "/" + batch).getString("status"));
            }
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[65536];
            String needle = "\"line\":";
            int found = 0;
            int matched = 0;
            boolean ended = false;
            byte[] tail = new byte[5];
            while (!ended) {
                int n = in.read(buffer);
                if (n < 0) {
                    break;
                }
                for (int i = 0; i < n; i++) {
                    matched = buffer[i] == needle.charAt(matched) ? matched + 1 : buffer[i] == '"' ? 1 : 0;
                    if (matched == needle.length()) {
                        found++;
                        matched = 0;
                    }
                    System.arraycopy(tail, 1, tail, 0, 4);
                    tail[4] = buffer[i];
                }
                ended = new String(tail, java.nio.charset.StandardCharsets.US_ASCII).equals("0\r\n\r\n");
            }
            return found;
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    static String token() {
        return TestTokens.token("anna", "acme-air", "holder");
    }
}
