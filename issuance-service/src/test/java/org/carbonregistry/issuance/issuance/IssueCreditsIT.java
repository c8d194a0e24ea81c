package org.carbonregistry.issuance.issuance;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.created;
import static org.carbonregistry.issuance.IssuanceWorld.developer;
import static org.carbonregistry.issuance.IssuanceWorld.facts;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.refused;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.request;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.secondRegistrar;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.carbonregistry.issuance.IssuanceWorld.verifier;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.issuance.FakeLedger;
import org.carbonregistry.issuance.FastClient;
import org.carbonregistry.issuance.IssuanceWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class IssueCreditsIT {

    @Inject
    Pool pool;

    private FakeLedger ledger;

    @BeforeEach
    void start() {
        ledger = IssuanceWorld.ledger(pool);
    }

    @Test
    void verifiedUnitsBecomeABlockOfCredits() {
        // Given
        String program = program("\"bufferAppliesTo\":\"nature-based\",\"bufferMinimumBasisPoints\":1000");
        String project = registered(program, "forest");
        String verification = verified(project, 2023, 10_001);
        // When
        String issuance = requested(verification);
        JsonPath approved = approved(issuance);
        // Then
        String serials = program + "-KE-1000-2023-1-1-10001";
        assertEquals("approved", approved.getString("status"));
        assertEquals(serials, approved.getString("blocks[0].serials"));
        assertEquals(10_001, approved.getLong("blocks[0].quantity"));
        assertEquals(1_001, approved.getLong("blocks[0].bufferQuantity"));
        awaitIssued(issuance);
        List<BlockOrdered> orders = ledger.orders(project);
        assertEquals(program + "-1", orders.get(0).description().block());
        assertEquals("A1001", orders.get(0).account());
        assertEquals(1_001, orders.get(0).bufferQuantity());
        assertEquals("rosa", orders.get(0).actor());
        assertEquals(List.of(Map.entry("registry.credits.issued.v1", 1L)), facts(pool, program + "-1"));
        assertClean();
    }

    @Test
    void everyVintagePeriodBecomesABlockOfItsOwn() {
        String program = program("");
        String project = registered(program, "solar");
        String verification = created(verifier()
                        .body(
                                """
                                {"vvb":"%s-V","periodStart":"2022-03-01","periodEnd":"2024-02-29","documentSha256":"%s","vintages":[
                                  {"start":"2024-01-01","end":"2024-02-29","quantity":7},
                                  {"start":"2022-03-01","end":"2022-12-31","quantity":100},
                                  {"start":"2023-01-01","end":"2023-12-31","quantity":200}]}
                                """
                                        .formatted(program, IssuanceWorld.SHA))
                        .post("/v1/projects/" + project + "/verifications"))
                .getString("id");
        String issuance = requested(verification);
        JsonPath approved = approved(issuance);
        assertEquals(
                List.of(
                        program + "-KE-1000-2022-1-1-100",
                        program + "-KE-1000-2023-2-1-200",
                        program + "-KE-1000-2024-3-1-7"),
                approved.getList("blocks.serials"));
        awaitIssued(issuance);
        assertEquals(
                3,
                count(pool, "select count(*) from block where opened_at is not null and program = '" + program + "'"));
        assertClean();
    }

    @Test
    void twoRegistrarsWhoApproveAtOnceIssueOnce() throws Exception {
        String program = program("");
        String project = registered(program, "solar");
        for (int year = 2016; year < 2024; year++) {
            String path = "/v1/issuances/" + requested(verified(project, year, 10)) + "/approve";
            FastClient rosa = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
            FastClient ruth = new FastClient(RestAssured.port, "ruth", "registry", "registrar");
            List<String> outcomes =
                    FastClient.atOnce(2, List.of(() -> rosa.post(path, null).code(), () -> ruth.post(path, null)
                            .code()));
            assertEquals(
                    List.of("accepted", "illegal-move"),
                    outcomes.stream().sorted().toList());
        }
        assertEquals(8, count(pool, "select count(*) from block where program = '" + program + "'"));
        assertClean();
    }

    @Test
    void theSameApprovalAgainIsAnsweredTheSame() {
        String issuance = requested(verified(registered(program(""), "solar"), 2023, 10));
        JsonPath first = approved(issuance);
        awaitIssued(issuance);
        Response again = registrar().post("/v1/issuances/" + issuance + "/approve");
        assertEquals("true", again.header("Idempotency-Replayed"));
        assertEquals(first.getList("blocks.block"), ok(again).getList("blocks.block"));
        refused(409, "illegal-move", secondRegistrar().post("/v1/issuances/" + issuance + "/approve"));
    }

    @Test
    void unitsOfARequestThatIsWithdrawnOrRejectedCanBeAskedForAgain() {
        String verification = verified(registered(program(""), "solar"), 2023, 10);
        String withdrawn = requested(verification);
        refused(
                422,
                "more-than-verified",
                developer().body(request(verification, "")).post("/v1/issuances"));
        refused(
                403,
                "not-your-issuance",
                IssuanceWorld.as("sam", "blue-mangrove", "developer").post("/v1/issuances/" + withdrawn + "/withdraw"));
        assertEquals(
                "withdrawn",
                ok(developer().post("/v1/issuances/" + withdrawn + "/withdraw")).getString("status"));
        refused(409, "illegal-move", registrar().post("/v1/issuances/" + withdrawn + "/approve"));
        String rejected = requested(verification);
        refused(400, "field-missing", registrar().body("{}").post("/v1/issuances/" + rejected + "/reject"));
        assertEquals(
                "no evidence",
                ok(registrar().body("{\"reason\":\"no evidence\"}").post("/v1/issuances/" + rejected + "/reject"))
                        .getString("reason"));
        refused(409, "illegal-move", developer().post("/v1/issuances/" + rejected + "/withdraw"));
        approved(requested(verification));
        assertClean();
    }

    @Test
    void nothingIsIssuedForAProjectThatIsSuspendedMeanwhile() {
        String project = registered(program(""), "solar");
        String issuance = requested(verified(project, 2023, 10));
        ok(registrar().body("{\"reason\":\"a complaint\"}").post("/v1/projects/" + project + "/suspend"));
        refused(422, "project-not-registered", registrar().post("/v1/issuances/" + issuance + "/approve"));
        ok(registrar().body("{\"reason\":\"unfounded\"}").post("/v1/projects/" + project + "/reinstate"));
        approved(issuance);
        assertClean();
    }

    @Test
    void anOrderThatGetsLostIsSentAgainUntilTheBlockIsOpen() {
        String project = registered(program(""), "solar");
        ledger.lose(project, 2);
        String issuance = requested(verified(project, 2023, 10));
        approved(issuance);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ledger.orders(project).size() >= 2);
        assertEquals(
                "approved", ok(registrar().get("/v1/issuances/" + issuance)).getString("status"));
        awaitIssued(issuance);
        List<BlockOrdered> orders = ledger.orders(project);
        assertTrue(orders.size() >= 3);
        assertEquals(1, orders.stream().distinct().count(), "every order of a block is the same");
        assertEquals(
                0,
                count(
                        pool,
                        "select count(*) from block_order where block = '"
                                + orders.get(0).description().block() + "'"));
    }

    @Test
    void anIssuanceIsIssuedWhenItsLastBlockIsOpen() {
        String program = program("");
        String project = registered(program, "solar");
        ledger.lose(program + "-2", 2);
        String verification = created(verifier()
                        .body(
                                """
                                {"vvb":"%s-V","periodStart":"2022-01-01","periodEnd":"2023-12-31","documentSha256":"%s","vintages":[
                                  {"start":"2022-01-01","end":"2022-12-31","quantity":100},
                                  {"start":"2023-01-01","end":"2023-12-31","quantity":200}]}
                                """
                                        .formatted(program, IssuanceWorld.SHA))
                        .post("/v1/projects/" + project + "/verifications"))
                .getString("id");
        String issuance = requested(verification);
        approved(issuance);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count(
                                pool,
                                "select count(*) from block where opened_at is not null and id = '" + program + "-1'")
                        == 1);
        assertEquals(
                "approved", ok(registrar().get("/v1/issuances/" + issuance)).getString("status"));
        assertClean();
        awaitIssued(issuance);
        assertClean();
    }

    @Test
    void aBlockThatIsOpenedAgainChangesNothing() {
        String project = registered(program(""), "solar");
        String issuance = requested(verified(project, 2023, 10));
        approved(issuance);
        awaitIssued(issuance);
        String issuedAt = ok(registrar().get("/v1/issuances/" + issuance)).getString("issuedAt");
        ledger.open(ledger.orders(project).get(0));
        String next = requested(verified(project, 2022, 10));
        approved(next);
        awaitIssued(next);
        assertEquals(issuedAt, ok(registrar().get("/v1/issuances/" + issuance)).getString("issuedAt"));
        assertClean();
    }

    @Test
    void aBlockThatNobodyDecidedIsPutAsideAndStopsNothing() {
        String project = registered(program(""), "solar");
        String issuance = requested(verified(project, 2023, 10));
        approved(issuance);
        awaitIssued(issuance);
        BlockOrdered known = ledger.orders(project).get(0);
        var other = new BlockDescription(
                "GHOST-1",
                "GHOST",
                "GHOST-1",
                "1",
                "KE",
                1,
                LocalDate.of(2023, 1, 1),
                LocalDate.of(2023, 12, 31),
                1000,
                10);
        ledger.open(new BlockOrdered(other, known.issuance(), "A1001", 0, null, List.of(), "nobody", Instant.now()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> count(
                                pool,
                                "select count(*) from dead_letter where key = 'GHOST-1' and reason like '%nobody decided%'")
                        == 1);
        String next = requested(verified(project, 2022, 10));
        approved(next);
        awaitIssued(next);
    }
}
