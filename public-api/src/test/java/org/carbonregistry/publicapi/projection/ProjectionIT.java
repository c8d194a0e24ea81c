package org.carbonregistry.publicapi.projection;

import static org.carbonregistry.publicapi.Facts.organisation;
import static org.carbonregistry.publicapi.Facts.part;
import static org.carbonregistry.publicapi.Registry.awaitCount;
import static org.carbonregistry.publicapi.Registry.count;
import static org.carbonregistry.publicapi.Registry.publish;
import static org.carbonregistry.publicapi.Registry.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.publicapi.Facts;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class ProjectionIT {

    private static final String RETIRED_OF = "select retired from block where id = $1";

    @Inject
    Pool pool;

    @Test
    void everyPublicFactBecomesARow() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        UUID retirement = UUID.randomUUID();
        publish(
                facts.registered(),
                facts.methodology("M-" + facts.program),
                facts.project(1, "Solar park", "KE", "solar", "M-" + facts.program),
                facts.status(1, 2, "listed", "registered", "validated"),
                facts.verified(1, 3, 1000),
                facts.issued(block, 100),
                facts.opened(block, 100, new SourceRange(1, 500, "verra", "7944", 1, 500, "7944-1-500", false)),
                facts.moved(block, 3, 1, 400),
                facts.retired(block, 4, retirement, 1, 1, LocalDate.of(2024, 5, 6), 1, 30),
                facts.completed(
                        retirement,
                        organisation("Acme"),
                        "voluntary",
                        LocalDate.of(2024, 5, 6),
                        part(block, 4, 1, 30)));
        awaitCount(pool, 1, "select count(*) from retirement where program = $1", facts.program);
        awaitCount(pool, 30, "select coalesce(sum(retired), 0)::bigint from block where program = $1", facts.program);
        Row row = rows(pool, "select * from block where id = $1", block.block()).get(0);
        assertEquals(1000, row.getLong("quantity"));
        assertEquals(100, row.getLong("buffer_quantity"));
        assertEquals(870, row.getLong("active"));
        awaitCount(pool, 3, "select count(*) from project_event where project = $1", facts.project(1));
        assertEquals(
                "registered",
                rows(pool, "select status from project where id = $1", facts.project(1))
                        .get(0)
                        .getString(0));
        assertEquals(1, count(pool, "select count(*) from block_source_range where block = $1", block.block()));
        awaitCount(pool, 1, "select count(*) from issuance_decision where block = $1", block.block());
        awaitCount(pool, 0, "select count(*) from retirement_awaited where retirement = $1", retirement);
        assertEquals(
                2024,
                rows(pool, "select year from retired_in_year where block = $1", block.block())
                        .get(0)
                        .getInteger(0));
    }

    @Test
    void repeatedAndReorderedFactsChangeNothing() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        List<Message> messages = List.of(
                facts.opened(block, 0),
                facts.retired(block, 2, first, 1, 10),
                facts.retired(block, 3, second, 11, 15),
                facts.completed(first, organisation("A"), "voluntary", null, part(block, 2, 1, 10)),
                facts.completed(second, organisation("B"), "voluntary", null, part(block, 3, 11, 15)));
        for (int turn = 0; turn < 3; turn++) {
            publish(messages.get(2), messages.get(4), messages.get(1), messages.get(0), messages.get(3));
        }
        awaitCount(pool, 1, "select count(*) from block where id = $1", block.block());
        awaitCount(pool, 15, RETIRED_OF, block.block());
        Message last = facts.moved(block, 4, 16, 20);
        publish(last);
        awaitCount(pool, 4, "select count(*) from unit_event where block = $1", block.block());
        assertEquals(15, count(pool, RETIRED_OF, block.block()));
        assertEquals(2, count(pool, "select count(*) from retirement where program = $1", facts.program));
        assertEquals(
                2, count(pool, "select sum(retirements)::bigint from retired_in_year where block = $1", block.block()));
    }

    @Test
    void aGapStopsItsBlockAlone() {
        Facts facts = Facts.program();
        BlockDescription whole = facts.block(1, "KE", 1, 2023, 1000);
        BlockDescription gap = facts.block(1, "KE", 2, 2023, 1000);
        Message missing = facts.moved(gap, 2, 1, 5);
        publish(
                facts.opened(gap, 0),
                facts.retired(gap, 3, UUID.randomUUID(), 1, 5),
                facts.opened(whole, 0),
                facts.retired(whole, 2, UUID.randomUUID(), 1, 7));
        awaitCount(pool, 1, "select count(*) from block where id = $1", gap.block());
        awaitCount(pool, 1, "select count(*) from parked_fact where stream = $1", gap.block());
        awaitCount(pool, 1, "select count(*) from block where id = $1", whole.block());
        awaitCount(pool, 7, RETIRED_OF, whole.block());
        assertEquals(0, count(pool, RETIRED_OF, gap.block()));
        publish(missing);
        awaitCount(pool, 5, RETIRED_OF, gap.block());
    }

    @Test
    void aTransactionIsShownWhenItIsWhole() {
        Facts facts = Facts.program();
        BlockDescription one = facts.block(1, "KE", 1, 2022, 100);
        BlockDescription two = facts.block(1, "KE", 2, 2023, 100);
        UUID retirement = UUID.randomUUID();
        publish(
                facts.opened(one, 0),
                facts.opened(two, 0),
                facts.retired(one, 2, retirement, 1, 3, null, 1, 10),
                facts.retired(one, 3, retirement, 2, 3, null, 21, 30));
        awaitCount(pool, 2, "select count(*) from unit_event where block = $1 and not shown", one.block());
        assertEquals(0, count(pool, RETIRED_OF, one.block()));
        assertEquals(0, count(pool, "select count(*) from retirement_awaited where retirement = $1", retirement));
        publish(facts.retired(two, 2, retirement, 3, 3, null, 1, 5));
        awaitCount(pool, 1, "select count(*) from block where id = $1", two.block());
        awaitCount(pool, 5, RETIRED_OF, two.block());
        assertEquals(20, count(pool, RETIRED_OF, one.block()));
        assertEquals(
                0,
                count(pool, "select count(*) from unit_event where block like $1 and not shown", facts.program + "-%"));
        assertEquals(0, count(pool, "select count(*) from open_transaction where transaction_id = $1", retirement));
        // Then it counts once, whatever it is grouped by.
        assertEquals(
                1,
                count(
                        pool,
                        "select count(distinct retirement) from retirement_over_blocks where block like $1",
                        facts.program + "-%"));
    }

    @Test
    void aLostCompletionIsAskedForAgain() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        UUID retirement = UUID.randomUUID();
        publish(facts.opened(block, 0), facts.retired(block, 2, retirement, 1, 10));
        awaitCount(pool, 1, "select count(*) from retirement_awaited where retirement = $1", retirement);
        awaitCount(pool, 1, "select count(*) from retirement_awaited where retirement = $1 and asks > 0", retirement);
        publish(facts.completed(retirement, organisation("A"), "voluntary", null, part(block, 2, 1, 10)));
        awaitCount(pool, 0, "select count(*) from retirement_awaited where retirement = $1", retirement);
    }

    @Test
    void whoAsksInVainAsksLessAndLessOftenUpToAnHour() {
        UUID never = UUID.randomUUID();
        UUID often = UUID.randomUUID();
        rows(
                pool,
                "insert into retirement_awaited values ($1, now() - interval '1 minute', 0, null),"
                        + " ($2, now() - interval '9 days', 30, now())",
                never,
                often);
        try {
            awaitCount(pool, 2, "select least(asks, 2) from retirement_awaited where retirement = $1", never);
            awaitCount(pool, 31, "select asks from retirement_awaited where retirement = $1", often);
            assertEquals(
                    1,
                    count(
                            pool,
                            "select count(*) from retirement_awaited where retirement = $1 and asks < 12"
                                    + " and ask_next_at > since + interval '1 minute'",
                            never));
            assertEquals(
                    1,
                    count(
                            pool,
                            "select count(*) from retirement_awaited where retirement = $1 and asks = 31 and ask_next_at"
                                    + " between now() + interval '50 minutes' and now() + interval '60 minutes'",
                            often));
        } finally {
            rows(pool, "delete from retirement_awaited where retirement in ($1, $2)", never, often);
        }
    }

    @Test
    void aCompletionThatComesBeforeTheLedgerFactIsNotAwaited() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 1000);
        UUID retirement = UUID.randomUUID();
        publish(facts.completed(retirement, organisation("A"), "voluntary", null, part(block, 2, 1, 10)));
        awaitCount(pool, 1, "select count(*) from retirement where id = $1", retirement);
        publish(facts.opened(block, 0), facts.retired(block, 2, retirement, 1, 10));
        awaitCount(pool, 1, "select count(*) from block where id = $1", block.block());
        awaitCount(pool, 10, RETIRED_OF, block.block());
        awaitCount(pool, 0, "select count(*) from retirement_awaited where retirement = $1", retirement);
    }

    @Test
    void factsThatBreakTheSumsArePutAsideAndChangeNothing() {
        Facts facts = Facts.program();
        BlockDescription block = facts.block(1, "KE", 1, 2023, 100);
        publish(
                facts.opened(block, 0),
                facts.retired(block, 2, UUID.randomUUID(), 1, 60),
                facts.retired(block, 3, UUID.randomUUID(), 1, 60));
        awaitCount(pool, 1, "select count(*) from block where id = $1", block.block());
        awaitCount(
                pool,
                1,
                "select count(*) from dead_letter where topic = 'registry.ledger' and key = $1",
                block.block());
        assertEquals(60, count(pool, RETIRED_OF, block.block()));
        assertEquals(40, count(pool, "select active from block where id = $1", block.block()));
    }
}
