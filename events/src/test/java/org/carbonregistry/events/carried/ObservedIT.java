package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;

/** What an operator sees of a service: traces, metrics, health. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
@QuarkusTestResource(OtlpReceiver.class)
class ObservedIT extends MessagesWorld {

    @Test
    void aTraceRunsFromTheRequestThroughTheOutboxAndKafkaToTheConsumer() {
        String account = account();
        String traceId = UUID.randomUUID().toString().replace("-", "");
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .post("/v1/notes/" + account + "?name=x")
                .then()
                .statusCode(204);
        awaitApplied(account, 1);
        String kept = text("select traceparent from fact where stream = '" + account + "'");
        assertTrue(kept.startsWith("00-" + traceId), kept);
        String request = kept.split("-")[2];
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            List<OtlpReceiver.Span> spans = OtlpReceiver.spans(traceId);
            boolean asked = spans.stream()
                    .anyMatch(s -> s.id().equals(request) && s.parent().equals("00f067aa0ba902b7"));
            boolean consumed = spans.stream()
                    .anyMatch(s ->
                            s.name().contains("registry.accounts") && s.parent().equals(request));
            return asked && consumed;
        });
    }

    @Test
    void whatAConsumerSaysInItsTurnGoesOnInTheTraceOfItsCause() {
        String account = account();
        String traceId = UUID.randomUUID().toString().replace("-", "");
        RestAssured.given()
                .auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .header("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
                .post("/v1/notes/" + account + "?name=echo")
                .then()
                .statusCode(204);
        awaitApplied(account + "-echo", 1);
        String echo = text("select traceparent from fact where stream = '" + account + "-echo'");
        assertTrue(echo != null && echo.startsWith("00-" + traceId), echo);
    }

    @Test
    void theMetricsSayWhatWaitsWhatWasPutAsideAndHowFarBehindConsumersAre() {
        String account = account();
        write(List.of(fact(account, 1)));
        awaitApplied(account, 1);
        await().atMost(60, TimeUnit.SECONDS).untilAsserted(() -> {
            String metrics = RestAssured.get("/q/metrics").asString();
            for (String name : List.of(
                    "registry_outbox_messages",
                    "registry_outbox_age_seconds",
                    "registry_dead_letters",
                    "registry_stale_streams")) {
                assertTrue(metrics.lines().anyMatch(line -> line.startsWith(name)), name);
            }
            assertTrue(
                    metrics.lines()
                            .anyMatch(line -> line.startsWith("kafka_consumer_fetch_manager_records_lag{")
                                    && line.contains("topic=\"registry.accounts\"")),
                    "consumer lag per topic");
        });
    }

    @Test
    void readinessLooksAtTheDatabaseTheBrokerAndTheMessages() {
        RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .body(
                        "checks.name",
                        hasItems(
                                "messaging",
                                "Kafka connection health check",
                                "Reactive PostgreSQL connections health check"));
        assertEquals(200, RestAssured.get("/q/health/live").statusCode());
    }

    @Test
    void withoutADatabaseItIsNotReadyAndBecomesSoAgain() {
        RegistryEnvironment.postgres().kill();
        try {
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> RestAssured.get("/q/health/ready").statusCode() == 503);
        } finally {
            RegistryEnvironment.postgres().restart();
        }
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        String account = account();
        write(List.of(fact(account, 1)));
        awaitApplied(account, 1);
    }
}
