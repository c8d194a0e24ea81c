package org.carbonregistry.events.carried;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.List;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the role of a running service may not do to its messages. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class RightsIT extends MessagesWorld {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update fact set data = ''",
                "delete from fact",
                "truncate fact",
                "update outbox set data = ''",
                "truncate outbox",
                "delete from dead_letter",
                "truncate dead_letter",
                "delete from republication",
                "insert into relay_lease values ('second', gen_random_uuid(), now())",
                "delete from relay_lease",
                "delete from announced_heads",
                "delete from consumed_offset",
                "truncate fact_position",
                "truncate parked_fact",
                "truncate expected_fact",
                "truncate idempotency_key"
            })
    void theServiceMayNot(String change) {
        write(List.of(fact(account(), 1)));
        PgException refused = assertThrows(
                PgException.class, () -> pool.query(change).execute().await().atMost(Duration.ofSeconds(60)));
        assertEquals("42501", refused.getSqlState(), refused.getMessage());
    }
}
