package org.carbonregistry.issuance.issuance;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.developer;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.request;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.secondRegistrar;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.IssuanceWorld;
import org.carbonregistry.issuance.Superuser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule 8: a proposal expires. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class ExpiredRequestsIT {

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void aRequestSaysUntilWhenItCanBeDecided() {
        String issuance = requested(verified(registered(program(""), "solar"), 2023, 10));
        JsonPath known = ok(registrar().get("/v1/issuances/" + issuance));
        assertEquals(
                Duration.ofDays(30),
                Duration.between(
                        Instant.parse(known.getString("requestedAt")), Instant.parse(known.getString("expiresAt"))));
    }

    /** Whether the approval or a sweep comes first: the answer is the same. */
    @Test
    void anApprovalAfterTheDeadlineIsRefusedAndTheUnitsCanBeAskedForAgain() throws Exception {
        String program = program("");
        String verification = verified(registered(program, "solar"), 2023, 10);
        String late = requested(verification);
        refused(
                422,
                "more-than-verified",
                developer().body(request(verification, "")).post("/v1/issuances"));
        Superuser.run("update issuance set expires_at = now() - interval '1 second' where id = '" + late + "'");
        refused(409, "issuance-expired", registrar().post("/v1/issuances/" + late + "/approve"));
        JsonPath expired = ok(registrar().get("/v1/issuances/" + late));
        assertEquals("expired", expired.getString("status"));
        assertEquals("registry", expired.getString("decidedBy"));
        refused(409, "issuance-expired", registrar().post("/v1/issuances/" + late + "/approve"));
        refused(409, "issuance-expired", developer().post("/v1/issuances/" + late + "/withdraw"));
        assertEquals(0, count(pool, "select count(*) from block where issuance = '" + late + "'"));
        assertTrue(ok(registrar().get("/v1/issuances?status=expired&program=" + program))
                .getList("items.id")
                .contains(late));
        String again = requested(verification);
        approved(again);
        awaitIssued(again);
        assertEquals(
                1, count(pool, "select last_block from program_counter where program = '" + program + "'"), "no gap");
        assertClean();
    }

    @Test
    void aRequestThatNobodyTouchesExpiresToo() throws Exception {
        String verification = verified(registered(program(""), "solar"), 2023, 10);
        String forgotten = requested(verification);
        String waiting = requested(verified(registered(program(""), "solar"), 2023, 10));
        Superuser.run("update issuance set expires_at = now() - interval '1 second' where id = '" + forgotten + "'");
        await().atMost(Duration.ofSeconds(60)).until(() -> "expired"
                .equals(ok(registrar().get("/v1/issuances/" + forgotten)).getString("status")));
        assertEquals(
                "requested", ok(registrar().get("/v1/issuances/" + waiting)).getString("status"));
        assertEquals(0, count(pool, "select taken from verified_vintage where verification = '" + verification + "'"));
        approved(waiting);
        requested(verification);
        assertClean();
    }

    @Test
    void sourceUnitsOfARequestThatExpiredCanBeTakenAgain() throws Exception {
        String program = importedProgram();
        String project = IssuanceWorld.broughtIn(program);
        String verification = IssuanceWorld.created(registrar()
                        .body(IssuanceWorld.verification(null, 2015, 10))
                        .post("/v1/projects/" + project + "/verifications"))
                .getString("id");
        String more =
                """
                "vintages":[{"start":"2015-01-01","end":"2015-12-31","quantity":10,"sourceRanges":[
                  {"first":1,"last":10,"registry":"verra","scope":"%s","sourceFirst":1,"sourceLast":10,"serial":"S"}]}]
                """
                        .formatted(program);
        String late = IssuanceWorld.created(
                        registrar().body(request(verification, more)).post("/v1/issuances"))
                .getString("id");
        Superuser.run("update issuance set expires_at = now() - interval '1 second' where id = '" + late + "'");
        refused(409, "issuance-expired", secondRegistrar().post("/v1/issuances/" + late + "/approve"));
        IssuanceWorld.created(registrar().body(request(verification, more)).post("/v1/issuances"));
        assertClean();
    }

    @Test
    void aProposalToCloseAnImportExpiresAndCanBeMadeAgain() throws Exception {
        String program = importedProgram();
        String path = "/v1/programs/" + program + "/import-closing";
        JsonPath proposed = ok(registrar().post(path));
        assertEquals("rosa", proposed.getString("closingProposedBy"));
        assertTrue(Instant.parse(proposed.getString("closingExpiresAt"))
                .isAfter(Instant.now().plus(Duration.ofDays(29))));
        Superuser.run(
                "update program set closing_expires_at = now() - interval '1 second' where code = '" + program + "'");
        refused(409, "closing-expired", secondRegistrar().post(path + "/approve"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ok(registrar().get("/v1/programs/" + program)).getString("closingProposedBy") == null);
        refused(409, "closing-expired", secondRegistrar().post(path + "/approve"));
        assertEquals("open", ok(registrar().get("/v1/programs/" + program)).getString("importState"));
        ok(secondRegistrar().post(path));
        assertEquals("closed", ok(registrar().post(path + "/approve")).getString("importState"));
        assertEquals(
                "closing proposed,closing proposed,import closed",
                IssuanceWorld.rows(
                                pool,
                                "select string_agg(decision, ',' order by number) as d from register_decision where stream = 'program:"
                                        + program + "'")
                        .get(0)
                        .getString("d"));
        assertClean();
    }
}
