package org.carbonregistry.events.carried;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Tuple;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.junit.jupiter.api.Test;

/** In these tests a key is free again one second after the request that holds it was last heard of. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class IdempotencyKeysIT extends MessagesWorld {

    @Test
    void theSameRequestIsAnsweredWithTheFirstAnswerAndDoneOnce() {
        String account = account();
        post(account, "slow", "{\"name\":\"a\"}", "rosa").then().statusCode(200).body(equalTo("1"));
        Response again = post(account, "slow", "{\"name\":\"a\"}", "rosa");
        again.then().statusCode(200).header("Idempotency-Replayed", "true").body(equalTo("1"));
        assertEquals(List.of(1L), applied(account));
    }

    @Test
    void anotherBodyUnderTheSameKeyIsRefused() {
        String account = account();
        post(account, "slow", "{\"name\":\"a\"}", "rosa").then().statusCode(200);
        refused(post(account, "slow", "{\"name\":\"b\"}", "rosa"), 422, "idempotency-key-reused");
        assertEquals(List.of(1L), applied(account));
    }

    @Test
    void aMethodThatDoesNotReadTheBodyIsDoneOnceToo() {
        String account = account();
        post(account, "unread", "a line", "rosa").then().statusCode(200).body(equalTo("1"));
        Response again = post(account, "unread", "a line", "rosa");
        again.then().statusCode(200).header("Idempotency-Replayed", "true").body(equalTo("1"));
        assertEquals(List.of(1L), applied(account));
    }

    @Test
    void theKeyOfAnotherPersonIsAnotherKey() {
        String account = account();
        post(account, "unread", null, "rosa").then().statusCode(200);
        post(account, "unread", null, "ruth").then().statusCode(200).body(equalTo("2"));
        post(account, "unread", null, "rosa").then().header("Idempotency-Replayed", "true");
    }

    @Test
    void aKeyIsHeldForAsLongAsItsRequestRuns() {
        String account = account();
        CompletableFuture<Response> first =
                CompletableFuture.supplyAsync(() -> post(account, "slow", "{\"name\":\"wait\"}", "rosa"));
        Set<String> heard = new HashSet<>();
        await().atMost(60, TimeUnit.SECONDS).until(() -> {
            if (count("select count(*) from idempotency_key where key = '" + account + "'") == 1) {
                heard.add(text("select held_at::text from idempotency_key where key = '" + account + "'"));
            }
            return count("select count(*) from idempotency_key where key = '" + account
                                    + "' and created_at < now() - interval '3 seconds'")
                            == 1
                    && heard.size() > 3;
        });
        refused(post(account, "slow", "{\"name\":\"wait\"}", "rosa"), 409, "idempotency-key-running");
        pool.preparedQuery("insert into applied (stream, number) values ($1, 1)")
                .execute(Tuple.of(account + "-go"))
                .await()
                .atMost(Duration.ofSeconds(60));
        first.join().then().statusCode(200);
        post(account, "slow", "{\"name\":\"wait\"}", "rosa").then().header("Idempotency-Replayed", "true");
        assertEquals(List.of(1L), applied(account));
    }

    @Test
    void whoHangsUpFindsTheAnswerWhenItAsksAgain() throws Exception {
        String account = account();
        HttpClient client =
                HttpClient.newBuilder().proxy(ProxySelector.of(null)).build();
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/notes/" + account + "/slow"))
                .header("Authorization", "Bearer " + TestTokens.token("rosa", "registry", "registrar"))
                .header("Idempotency-Key", "\"" + account + "\"")
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(1))
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"wait\"}"))
                .build();
        assertThrows(HttpTimeoutException.class, () -> client.send(request, HttpResponse.BodyHandlers.discarding()));
        pool.preparedQuery("insert into applied (stream, number) values ($1, 1)")
                .execute(Tuple.of(account + "-go"))
                .await()
                .atMost(Duration.ofSeconds(60));
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        post(account, "slow", "{\"name\":\"wait\"}", "rosa").statusCode() == 200);
        post(account, "slow", "{\"name\":\"wait\"}", "rosa").then().header("Idempotency-Replayed", "true");
        assertEquals(List.of(1L), applied(account));
    }

    @Test
    void theKeyOfARequestThatCrashedIsFreeAgainAfterAWhile() {
        String account = account();
        pool.preparedQuery(
                        """
                        insert into idempotency_key (client, route, key, handler, holder, fingerprint, held_at)
                        values ($1, $2, $3, 'NotesResource.slow', gen_random_uuid(), '', now() - interval '2 seconds')
                        """)
                .execute(Tuple.of(TestTokens.ISSUER + " rosa", "/v1/notes/" + account + "/slow", account))
                .await()
                .atMost(Duration.ofSeconds(60));
        post(account, "slow", "{\"name\":\"a\"}", "rosa").then().statusCode(200).body(equalTo("1"));
        post(account, "slow", "{\"name\":\"a\"}", "rosa").then().header("Idempotency-Replayed", "true");
        assertEquals(List.of(1L), applied(account));
    }

    @Test
    void aRefusalThatPassesByItselfIsNotKept() {
        String account = account();
        Response early = post(account, "slow", "{\"name\":\"early\"}", "rosa");
        refused(early, 422, "too-early");
        assertNull(early.header("registry-retryable"));
        post(account, "slow", "{\"name\":\"early\"}", "rosa")
                .then()
                .statusCode(200)
                .body(equalTo("2"));
        post(account, "slow", "{\"name\":\"early\"}", "rosa").then().header("Idempotency-Replayed", "true");
    }

    private static void refused(Response answer, int status, String code) {
        answer.then().statusCode(status).contentType("application/problem+json").body("code", equalTo(code));
    }

    private static Response post(String account, String path, String body, String person) {
        var request = RestAssured.given()
                .auth()
                .oauth2(TestTokens.token(person, "registry", "registrar"))
                .header("Idempotency-Key", "\"" + account + "\"");
        if (body != null) {
            request.contentType("application/json").body(body);
        }
        return request.post("/v1/notes/" + account + "/" + path);
    }
}
