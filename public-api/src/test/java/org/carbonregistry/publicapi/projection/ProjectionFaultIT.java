package org.carbonregistry.publicapi.projection;

import static org.carbonregistry.publicapi.Facts.organisation;
import static org.carbonregistry.publicapi.Facts.part;
import static org.carbonregistry.publicapi.Registry.awaitCount;
import static org.carbonregistry.publicapi.Registry.count;
import static org.carbonregistry.publicapi.Registry.publish;
import static org.carbonregistry.publicapi.Registry.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.publicapi.Facts;
import org.carbonregistry.publicapi.ledger.LedgerProjection;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class ProjectionFaultIT {

    @Inject
    Pool pool;

    @Inject
    LedgerProjection ledger;

    @Test
    void aBatchThatIsRolledBackLeavesNothingAndIsAppliedOnceLater() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 100);
        List<Message> batch = List.of(facts.opened(block, 0), facts.retired(block, 2, UUID.randomUUID(), 1, 10));
        assertThrows(IllegalStateException.class, () -> pool.withTransaction(c -> ledger.apply(c, batch)
                        .chain(() -> Uni.createFrom().failure(new IllegalStateException("crash"))))
                .await()
                .atMost(Duration.ofSeconds(60)));
        for (String table : List.of("block where id", "unit_event where block", "retired_in_year where block")) {
            assertEquals(0, count(pool, "select count(*) from " + table + " = $1", block.block()), table);
        }
        for (int turn = 0; turn < 3; turn++) {
            pool.withTransaction(c -> ledger.apply(c, batch)).await().atMost(Duration.ofSeconds(60));
        }
        publish(batch);
        Message later = facts.moved(block, 3, 50, 50);
        publish(later);
        awaitCount(pool, 3, "select count(*) from unit_event where block = $1", block.block());
        assertEquals(10, count(pool, "select retired from block where id = $1", block.block()));
    }

    @Test
    void aDatabaseKilledInTheMiddleOfAStreamLeavesEveryTotalExact() {
        Facts facts = Facts.program();
        List<Message> messages = new ArrayList<>();
        int blocks = 8;
        int each = 250;
        for (int b = 1; b <= blocks; b++) {
            BlockDescription block = facts.block(b % 3, "KE", b, 2020, 10_000);
            messages.add(facts.opened(block, 0));
            for (int i = 1; i <= each; i++) {
                UUID retirement = UUID.randomUUID();
                LocalDate date = LocalDate.of(2021, 1, 1);
                long first = 2L * i;
                messages.add(facts.retired(block, i + 1, retirement, 1, 1, date, first, first + 1));
                messages.add(facts.completed(
                        retirement, organisation("Org"), "other", date, part(block, i + 1, first, first + 1)));
            }
        }
        int third = messages.size() / 3;
        publish(messages.subList(0, third));
        RegistryEnvironment.postgres().kill();
        publish(messages.subList(third, messages.size()));
        RegistryEnvironment.postgres().restart();
        // Everything once more, as after a relay that was killed before it could delete what it had sent.
        publish(messages);
        awaitTotals(facts, blocks, each);
        publish(facts.opened(facts.block(1, "KE", 99, 2020, 5), 0));
        awaitCount(
                pool, 5, "select coalesce(sum(quantity), 0)::bigint from block where id = $1", facts.program + "-99");
        awaitTotals(facts, blocks, each);
        awaitCount(
                pool,
                0,
                "select count(*) from retirement_awaited a join unit_event e on e.retirement = a.retirement"
                        + " where e.block like $1",
                facts.program + "-%");
    }

    private void awaitTotals(Facts facts, int blocks, int each) {
        long units = 2L * blocks * each;
        org.awaitility.Awaitility.await()
                .atMost(60, java.util.concurrent.TimeUnit.SECONDS)
                .ignoreExceptions()
                .until(() -> count(pool, "select count(*) from retirement where program = $1", facts.program)
                                == (long) blocks * each
                        && count(
                                        pool,
                                        "select coalesce(sum(retired), 0)::bigint from block where program = $1",
                                        facts.program)
                                >= units);
        assertEquals(units, count(pool, "select sum(retired)::bigint from block where program = $1", facts.program));
        assertEquals(
                units,
                count(
                        pool,
                        "select sum(quantity)::bigint from retired_in_year where block like $1",
                        facts.program + "-%"));
        assertEquals(
                units, count(pool, "select sum(quantity)::bigint from retirement where program = $1", facts.program));
        assertEquals(
                1,
                rows(pool, "select distinct year from retired_in_year where block like $1", facts.program + "-%")
                        .size());
    }
}
