package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.count;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.rows;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.issuance.FastClient;
import org.carbonregistry.issuance.IssuanceWorld;
import org.carbonregistry.issuance.Superuser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class BlockNumbersIT {

    private static final int PROJECTS = 4;

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    /** Every second approval breaks after it drew its numbers, while others wait for theirs. */
    @Test
    void blockNumbersHaveNoGapsWhateverHappensToApprovals() throws Exception {
        // Given
        String program = program("");
        List<String> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        for (int p = 0; p < PROJECTS; p++) {
            String project = registered(program, "solar");
            for (int year = 2016; year < 2024; year++) {
                (year % 2 == 0 ? good : bad).add(requested(verified(project, year, year % 2 == 0 ? 10 : 131_313)));
            }
        }
        Superuser.run(
                """
                create function break_it() returns trigger language plpgsql as
                  $$ begin raise exception 'broken on purpose' using errcode = 'XX000'; end $$;
                create trigger break_it before insert on block for each row when (new.quantity = 131313)
                  execute function break_it()
                """);
        // When
        List<String> outcomes;
        try {
            List<String> mixed = new ArrayList<>();
            for (int i = 0; i < good.size(); i++) {
                mixed.add(bad.get(i));
                mixed.add(good.get(i));
            }
            outcomes = approve(mixed);
        } finally {
            Superuser.run("drop trigger break_it on block; drop function break_it()");
        }
        // Then
        assertEquals(good.size(), outcomes.stream().filter("accepted"::equals).count(), outcomes::toString);
        assertEquals(bad.size(), outcomes.stream().filter("unforeseen"::equals).count(), outcomes::toString);
        assertEquals(numbers(good.size()), drawn(program));
        assertEquals(
                bad.size(),
                count(
                        pool,
                        "select count(*) from issuance where status = 'requested' and program = '" + program + "'"));
        assertClean();
        // And when the cause is gone they go on where the others stopped
        assertEquals(List.of("accepted"), approve(bad).stream().distinct().toList());
        assertEquals(numbers(good.size() + bad.size()), drawn(program));
        assertClean();
    }

    private static List<String> approve(List<String> issuances) throws Exception {
        FastClient registrar = new FastClient(RestAssured.port, "rosa", "registry", "registrar");
        List<Callable<String>> work = new ArrayList<>();
        for (String issuance : issuances) {
            work.add(() -> registrar
                    .post("/v1/issuances/" + issuance + "/approve", null)
                    .code());
        }
        return FastClient.atOnce(8, work);
    }

    private static List<Long> numbers(int most) {
        return LongStream.rangeClosed(1, most).boxed().toList();
    }

    private List<Long> drawn(String program) {
        return rows(pool, "select number from block where program = '" + program + "' order by number").stream()
                .map(row -> row.getLong(0))
                .toList();
    }
}
