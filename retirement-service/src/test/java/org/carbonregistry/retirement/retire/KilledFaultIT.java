package org.carbonregistry.retirement.retire;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The database killed while orders are at every step of their life: stored, sent, answered, completed, published. */
@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class KilledFaultIT {

    private static final int ORDERS = 600;

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        RetirementWorld.ledger(pool);
    }

    @Test
    void theDatabaseDiesTwiceEveryOrderThatWasAcceptedOrRepeatedIsCompletedOnce() throws Exception {
        String run = name();
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(body(run + "-" + i, "\"quantity\":1,\"program\":\"" + (i % 2 == 0 ? "CCR" : "VER") + "\""));
        }
        ExecutorService clients = Executors.newFixedThreadPool(8);
        try {
            List<CompletableFuture<Integer>> answers = orders.stream()
                    .map(order -> CompletableFuture.supplyAsync(() -> untilAccepted(order), clients))
                    .toList();
            for (int atLeast : new int[] {1, ORDERS / 2}) {
                await().atMost(60, TimeUnit.SECONDS)
                        .ignoreExceptions()
                        .pollInterval(5, TimeUnit.MILLISECONDS)
                        .until(() -> completed(run) >= atLeast);
                RegistryEnvironment.postgres().kill();
                RegistryEnvironment.postgres().restart();
            }
            answers.forEach(CompletableFuture::join);
        } finally {
            clients.shutdownNow();
        }
        await().atMost(90, TimeUnit.SECONDS).ignoreExceptions().until(() -> completed(run) == ORDERS);
        assertEquals(
                ORDERS,
                count(
                        pool,
                        "select count(*) from fact f join retirement r on f.stream = r.id::text where r.external_id like '"
                                + run + "-%'"));
        await().atMost(60, TimeUnit.SECONDS).until(() -> count(pool, "select count(*) from outbox") == 0);
        RetirementWorld.certificatesAreGapFree(pool);
    }

    /** As a client does: the same order again until it is taken. */
    private static int untilAccepted(String order) {
        int[] status = new int[1];
        await().atMost(120, TimeUnit.SECONDS).ignoreExceptions().until(() -> {
            Response answer = holder().contentType(ContentType.JSON).body(order).post("/v1/retirements");
            status[0] = answer.statusCode();
            assertTrue(status[0] < 300 || status[0] >= 500, answer.asString());
            return status[0] < 300;
        });
        return status[0];
    }

    private long completed(String run) {
        return count(
                pool,
                "select count(*) from retirement where status = 'completed' and external_id like '" + run + "-%'");
    }
}
