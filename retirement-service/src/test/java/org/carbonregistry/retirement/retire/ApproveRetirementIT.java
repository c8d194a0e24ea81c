package org.carbonregistry.retirement.retire;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.carbonregistry.retirement.RetirementWorld.body;
import static org.carbonregistry.retirement.RetirementWorld.count;
import static org.carbonregistry.retirement.RetirementWorld.holder;
import static org.carbonregistry.retirement.RetirementWorld.name;
import static org.carbonregistry.retirement.RetirementWorld.rows;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.retirement.FakeLedger;
import org.carbonregistry.retirement.RetirementWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retirements that are more than one representative may order alone. */
@QuarkusTest
@QuarkusTestResource(
        value = RegistryEnvironment.class,
        initArgs = @ResourceArg(name = "database", value = "retirement"))
class ApproveRetirementIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = RetirementWorld.ledger(pool);
    }

    @Test
    void itWaitsForAnotherRepresentativeAndIsThenCompleted() {
        String id = waiting(FakeLedger.NEEDS_APPROVAL);
        holder().get("/v1/retirements?limit=1000&status=awaiting-approval")
                .then()
                .body("items.id", hasItem(id));
        String tag = holder().get("/v1/retirements/" + id).header("ETag");

        approve(holder(), id).statusCode(403).body("code", equalTo("four-eyes"));
        approve(as("otto", "other-org"), id).statusCode(404).body("code", equalTo("not-found"));
        approve(as("ben", "acme-air"), id)
                .statusCode(202)
                .header("Idempotency-Replayed", nullValue())
                .body("approvedAt", notNullValue());

        becomes(id, "completed");
        approve(as("ben", "acme-air"), id)
                .statusCode(202)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("status", equalTo("completed"));
        approve(as("cleo", "acme-air"), id).statusCode(409).body("code", equalTo("not-awaiting-approval"));
        holder().header("If-None-Match", tag)
                .get("/v1/retirements/" + id)
                .then()
                .statusCode(200)
                .body("certificateNumber", notNullValue());
        RetirementWorld.certificatesAreGapFree(pool);
    }

    @Test
    void anApprovedOrderThatIsLostIsSentAgainWithItsApproval() {
        String id = waiting(FakeLedger.LOSES_APPROVED_ONCE);
        approve(as("ben", "acme-air"), id).statusCode(202).body("status", equalTo("requested"));
        becomes(id, "completed");
    }

    @Test
    void itLapsesByItselfAndWhenItIsTouched() {
        String id = waiting(FakeLedger.NEEDS_APPROVAL);
        rows(pool, "update retirement set approval_expires_at = clock_timestamp() where id = '" + id + "'");
        approve(as("ben", "acme-air"), id).statusCode(409);
        becomes(id, "refused");
        holder().get("/v1/retirements/" + id)
                .then()
                .body("code", equalTo("approval-expired"))
                .body("retryable", equalTo(true));
        approve(as("ben", "acme-air"), id).statusCode(409).body("code", equalTo("not-awaiting-approval"));
    }

    @Test
    void anItemOfABatchWaitsLikewiseAndTheOthersGoOn() {
        String lines = body(name(), "\"quantity\":2") + "\n"
                + body(name(), "\"quantity\":500,\"vintage\":" + FakeLedger.NEEDS_APPROVAL) + "\n"
                + body(name(), "\"quantity\":600,\"vintage\":" + FakeLedger.NEEDS_APPROVAL) + "\n";
        String batch = batch(lines);
        String ofBatch =
                "select r.id, r.status from retirement_batch_line l join retirement r on r.id = l.retirement where l.batch = '"
                        + batch + "' order by l.line";
        await().atMost(60, TimeUnit.SECONDS).until(() -> List.of("completed", "awaiting-approval", "awaiting-approval")
                .equals(rows(pool, ofBatch).stream()
                        .map(row -> row.getString("status"))
                        .toList()));
        counted(batch, 1, 0, 2);
        String outcomes =
                holder().get("/v1/retirement-batches/" + batch + "/outcomes").asString();
        assertTrue(outcomes.contains("\"status\":\"awaiting-approval\""), outcomes);

        String approved = rows(pool, ofBatch).get(1).getUUID("id").toString();
        String lapsed = rows(pool, ofBatch).get(2).getUUID("id").toString();
        approve(as("ben", "acme-air"), approved).statusCode(202);
        rows(pool, "update retirement set approval_expires_at = clock_timestamp() where id = '" + lapsed + "'");
        becomes(approved, "completed");
        becomes(lapsed, "refused");
        counted(batch, 2, 1, 0);
    }

    @Test
    void aCopyOfItsOrderIsExecutedWhileItWaits() {
        String id = waiting(FakeLedger.NEEDS_APPROVAL);
        ledger.send(ledger.executed(UUID.fromString(id), 500));
        completedForGood(id);
        approve(as("ben", "acme-air"), id).statusCode(409).body("code", equalTo("not-awaiting-approval"));
    }

    @Test
    void aCopyOfItsOrderIsExecutedAfterItLapsed() {
        String id = waiting(FakeLedger.NEEDS_APPROVAL);
        rows(pool, "update retirement set approval_expires_at = clock_timestamp() where id = '" + id + "'");
        becomes(id, "refused");
        ledger.send(FakeLedger.refused(UUID.fromString(id), "approval-required"));
        ledger.send(ledger.executed(UUID.fromString(id), 500));
        completedForGood(id);
    }

    @Test
    void aRefusedLineOfABatchBecomesACompletedOne() {
        String batch = batch(body(name(), "\"quantity\":500,\"vintage\":" + FakeLedger.NEEDS_APPROVAL) + "\n");
        counted(batch, 0, 0, 1);
        String id = rows(pool, "select retirement from retirement_batch_line where batch = '" + batch + "'")
                .get(0)
                .getUUID(0)
                .toString();
        becomes(id, "awaiting-approval");
        rows(pool, "update retirement set approval_expires_at = clock_timestamp() where id = '" + id + "'");
        becomes(id, "refused");
        counted(batch, 0, 1, 0);
        ledger.send(ledger.executed(UUID.fromString(id), 500));
        completedForGood(id);
        counted(batch, 1, 0, 0);
    }

    /** It has its certificate and no refusal, and no later answer changes that. */
    private void completedForGood(String id) {
        becomes(id, "completed");
        ledger.send(FakeLedger.refused(UUID.fromString(id), "approval-required"));
        String after = waiting(FakeLedger.NEEDS_APPROVAL);
        ledger.send(ledger.executed(UUID.fromString(after), 500));
        becomes(after, "completed");
        holder().get("/v1/retirements/" + id)
                .then()
                .body("status", equalTo("completed"))
                .body("certificateNumber", notNullValue())
                .body("code", nullValue())
                .body("detail", nullValue())
                .body("retryable", nullValue());
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count(pool, "select count(*) from fact where stream = '" + id + "'") == 1);
        RetirementWorld.certificatesAreGapFree(pool);
    }

    @Test
    void itIsRejectedByAnyRepresentativeAndOnce() {
        String batch = batch(body(name(), "\"quantity\":500,\"vintage\":" + FakeLedger.NEEDS_APPROVAL) + "\n");
        String id = rows(pool, "select retirement from retirement_batch_line where batch = '" + batch + "'")
                .get(0)
                .getUUID(0)
                .toString();
        becomes(id, "awaiting-approval");
        reject(as("otto", "other-org"), id, "no").statusCode(404).body("code", equalTo("not-found"));
        reject(holder(), id, " ").statusCode(422).body("code", equalTo("missing-reason"));
        reject(as("ben", "acme-air"), id, "wrong account")
                .statusCode(200)
                .header("Idempotency-Replayed", nullValue())
                .body("status", equalTo("refused"))
                .body("code", equalTo("approval-rejected"))
                .body("retryable", equalTo(false))
                .body("detail", containsString("wrong account"));
        counted(batch, 0, 1, 0);
        reject(as("ben", "acme-air"), id, "wrong account")
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"));
        reject(as("cleo", "acme-air"), id, "so say I").statusCode(409).body("code", equalTo("not-awaiting-approval"));
        approve(as("ben", "acme-air"), id).statusCode(409).body("code", equalTo("not-awaiting-approval"));
        counted(batch, 0, 1, 0);

        ledger.send(ledger.executed(UUID.fromString(id), 500));
        completedForGood(id);
        counted(batch, 1, 0, 0);
        reject(as("ben", "acme-air"), id, "wrong account")
                .statusCode(200)
                .header("Idempotency-Replayed", equalTo("true"))
                .body("status", equalTo("completed"));
    }

    @Test
    void whoOrderedItMayRejectItAndAnApprovedOneNobody() {
        String own = waiting(FakeLedger.NEEDS_APPROVAL);
        reject(holder(), own, "a slip").statusCode(200).body("code", equalTo("approval-rejected"));
        String approved = waiting(FakeLedger.NEEDS_APPROVAL);
        approve(as("ben", "acme-air"), approved).statusCode(202);
        reject(holder(), approved, "a slip").statusCode(409).body("code", equalTo("not-awaiting-approval"));
        becomes(approved, "completed");
    }

    @Test
    void theDatabaseTakesNoApprovalOfWhoOrderedIt() {
        String id = waiting(FakeLedger.NEEDS_APPROVAL);
        Exception refused = assertThrows(
                Exception.class,
                () -> rows(
                        pool,
                        "update retirement set status = 'requested', approved_by = actor, approved_at = now() where id = '"
                                + id + "'"));
        assertTrue(refused.toString().contains("retirement_four_eyes"), refused.toString());
    }

    private static String batch(String lines) {
        return holder().config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-ndjson", ContentType.TEXT)))
                .contentType("application/x-ndjson")
                .body(lines)
                .post("/v1/retirement-batches")
                .path("id");
    }

    private static void counted(String batch, int completed, int refused, int pending) {
        holder().get("/v1/retirement-batches/" + batch)
                .then()
                .body("completed", equalTo(completed))
                .body("refused", equalTo(refused))
                .body("pending", equalTo(pending));
    }

    private static String waiting(int vintage) {
        return holder().contentType(ContentType.JSON)
                .header("Prefer", "wait=30")
                .body(body(name(), "\"quantity\":500,\"vintage\":" + vintage))
                .post("/v1/retirements")
                .then()
                .statusCode(202)
                .body("status", equalTo("awaiting-approval"))
                .body("approvalExpiresAt", notNullValue())
                .body("approvedAt", nullValue())
                .extract()
                .path("id");
    }

    private static void becomes(String id, String status) {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() ->
                        holder().get("/v1/retirements/" + id).path("status").equals(status));
        assertEquals(status, holder().get("/v1/retirements/" + id).path("status"));
    }

    private static RequestSpecification as(String person, String organisation) {
        return given().auth().oauth2(TestTokens.token(person, organisation, "holder"));
    }

    private static ValidatableResponse reject(RequestSpecification who, String id, String reason) {
        return who.contentType(ContentType.JSON)
                .body("{\"reason\":\"" + reason + "\"}")
                .post("/v1/retirements/" + id + "/reject")
                .then();
    }

    private static ValidatableResponse approve(RequestSpecification who, String id) {
        return who.post("/v1/retirements/" + id + "/approve").then();
    }
}
