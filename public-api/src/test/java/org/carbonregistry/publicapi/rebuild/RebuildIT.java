package org.carbonregistry.publicapi.rebuild;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.carbonregistry.publicapi.Facts.organisation;
import static org.carbonregistry.publicapi.Facts.part;
import static org.carbonregistry.publicapi.Registry.awaitCount;
import static org.carbonregistry.publicapi.Registry.count;
import static org.carbonregistry.publicapi.Registry.publish;
import static org.carbonregistry.publicapi.Registry.rows;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.publicapi.Facts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class RebuildIT {

    private static final int RETIREMENTS = 300;

    @Inject
    Pool pool;

    private Facts facts;
    private BlockDescription block;

    @BeforeEach
    void publishSome() {
        facts = Facts.program();
        block = facts.block(1, "KE", 1, 2023, 100_000);
        List<Message> messages = new ArrayList<>(List.of(
                facts.registered(), facts.project(1, "Solar park", "KE", "solar", null), facts.opened(block, 0)));
        for (int i = 1; i <= RETIREMENTS; i++) {
            UUID retirement = UUID.randomUUID();
            LocalDate date = LocalDate.of(2020 + i % 5, 1, 1);
            messages.add(facts.retired(block, i + 1, retirement, 1, 1, date, i, i));
            messages.add(
                    facts.completed(retirement, organisation("Org " + i % 5), "other", date, part(block, i + 1, i, i)));
        }
        publish(messages);
        awaitCount(pool, RETIREMENTS, "select count(*) from retirement where program = $1", facts.program);
        awaitCount(
                pool,
                RETIREMENTS,
                "select coalesce(sum(retired), 0)::bigint from block where program = $1",
                facts.program);
        awaitCount(pool, 1, "select count(*) from project where program = $1", facts.program);
    }

    @Test
    void whatWasLostOrFalsifiedIsRightAgainAndReadersNeverSeeLess() {
        String before = picture();
        rows(pool, "update project set name = 'False' where program = $1", facts.program);
        rows(pool, "update retired_in_year set quantity = 1 where block = $1", block.block());
        rows(pool, "update block set retired = 7 where id = $1", block.block());
        String address = requested();
        List<Integer> seen = new ArrayList<>();
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(20, TimeUnit.MILLISECONDS)
                .until(() -> {
                    seen.add(given().get("/v1/retirements?limit=1&count=true&program=" + facts.program)
                            .jsonPath()
                            .getInt("count"));
                    return state(address).equals("completed");
                });
        assertTrue(seen.stream().allMatch(n -> n == RETIREMENTS), seen.toString());
        assertEquals(before, picture());
        assertEquals(
                "Solar park",
                rows(pool, "select name from project where id = $1", facts.project(1))
                        .get(0)
                        .getString(0));
        assertEquals(0, count(pool, "select count(*) from rebuild_position"));
        // The live consumers go on where they were.
        publish(facts.retired(block, RETIREMENTS + 2, UUID.randomUUID(), 5000, 5009));
        awaitCount(pool, RETIREMENTS + 10, "select retired from block where id = $1", block.block());
    }

    @Test
    void aRebuildFromTopicsThatHoldLessIsRefusedAndChangesNothing() {
        rows(pool, "insert into fact_position values ('registry.ledger', $1, 4)", facts.program + "-99");
        try {
            String before = picture();
            String address = requested();
            await().atMost(60, TimeUnit.SECONDS).until(() -> state(address).equals("refused"));
            given().auth()
                    .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                    .get(address)
                    .then()
                    .body("detail", containsString(facts.program + "-99"));
            assertEquals(before, picture());
        } finally {
            rows(pool, "delete from fact_position where stream = $1", facts.program + "-99");
        }
    }

    @Test
    void aDatabaseKilledInTheMiddleDelaysARebuildAndNothingElse() {
        String before = picture();
        String address = requested();
        await().atMost(60, TimeUnit.SECONDS)
                .pollInterval(5, TimeUnit.MILLISECONDS)
                .until(() -> !state(address).equals("requested"));
        RegistryEnvironment.postgres().kill();
        RegistryEnvironment.postgres().restart();
        await().atMost(60, TimeUnit.SECONDS).ignoreExceptions().until(() -> state(address)
                .equals("completed"));
        assertEquals(before, picture());
    }

    @Test
    void whileOneIsNotFinishedAnotherIsRefused() {
        requested();
        Response second = given().auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .post("/v1/rebuilds");
        // The first may have finished before the second came.
        if (second.statusCode() != 202) {
            second.then().statusCode(409).body("code", equalTo("rebuild-running"));
        }
        assertEquals(
                0, count(pool, "select count(*) from (select from rebuild where finished_at is null offset 1) more"));
        given().auth()
                .oauth2(TestTokens.token("arno", "registry", "auditor"))
                .get("/v1/rebuilds")
                .then()
                .statusCode(200);
    }

    @Test
    void factsThatCannotBeAppliedArePassedOverAndSaid() {
        BlockDescription poor = facts.block(1, "KE", 2, 2023, 100);
        publish(
                facts.opened(poor, 0),
                facts.retired(poor, 2, UUID.randomUUID(), 1, 60),
                facts.retired(poor, 3, UUID.randomUUID(), 1, 60));
        awaitCount(
                pool, 1, "select count(*) from dead_letter where topic = 'registry.ledger' and key = $1", poor.block());
        String address = requested();
        await().atMost(60, TimeUnit.SECONDS).until(() -> state(address).equals("completed"));
        assertEquals(60, count(pool, "select retired from block where id = $1", poor.block()));
        given().auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .get(address)
                .then()
                .body("detail", containsString("passed over"));
    }

    private String requested() {
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> count(pool, "select count(*) from rebuild where finished_at is null") == 0);
        return given().auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .post("/v1/rebuilds")
                .then()
                .statusCode(202)
                .extract()
                .header("Location")
                .replaceFirst("^https?://[^/]+", "");
    }

    private static String state(String address) {
        return given().auth()
                .oauth2(TestTokens.token("rosa", "registry", "registrar"))
                .get(address)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("state");
    }

    /** Everything the tables say about this test's programme, as one hash each. */
    private String picture() {
        StringBuilder picture = new StringBuilder();
        for (String query : List.of(
                "select md5(string_agg(t::text, '|' order by id)) from project t where program = $1",
                "select md5(string_agg(t::text, '|' order by id)) from block t where program = $1",
                "select md5(string_agg(t::text, '|' order by block, number)) from unit_event t where block like $1 || '-%'",
                "select md5(string_agg(t::text, '|' order by block, year)) from retired_in_year t where block like $1 || '-%'",
                "select md5(string_agg(t::text, '|' order by id)) from retirement t where program = $1",
                "select md5(string_agg(p::text, '|' order by retirement)) from retirement_part p join retirement t"
                        + " on t.id = p.retirement where t.program = $1",
                "select count(*)::text from retirement_awaited a join unit_event e on e.retirement = a.retirement"
                        + " where e.block like $1 || '-%' and not exists (select from retirement r where r.id = a.retirement)",
                "select sum(number)::text from fact_position where stream like $1 || '-%'")) {
            picture.append(rows(pool, query, facts.program).get(0).getString(0)).append('\n');
        }
        return picture.toString();
    }
}
