package org.carbonregistry.publicapi.search;

import static org.carbonregistry.publicapi.Facts.organisation;
import static org.carbonregistry.publicapi.Facts.part;
import static org.carbonregistry.publicapi.Registry.awaitCount;
import static org.carbonregistry.publicapi.Registry.publish;

import io.vertx.mutiny.sqlclient.Pool;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.publicapi.Facts;

/** Two projects, three blocks, six retirements: enough that every filter finds some and leaves some. */
final class SearchWorld {

    static final UUID PENDING = UUID.randomUUID();
    private static SearchWorld world;

    final Facts facts = Facts.program();
    final String program = facts.program;
    final String methodology = "M-" + program;
    final BlockDescription solar22 = facts.block(1, "KE", 1, 2022, 1000);
    final BlockDescription solar23 = facts.block(1, "KE", 2, 2023, 2000);
    final BlockDescription forest24 = facts.block(2, "BR", 3, 2024, 3000);

    private SearchWorld() {}

    static synchronized SearchWorld in(Pool pool) {
        if (world == null) {
            world = new SearchWorld();
            world.publishAll(pool);
        }
        return world;
    }

    private void publishAll(Pool pool) {
        publish(
                facts.registered(),
                facts.methodology(methodology),
                facts.project(1, "Sólár Park Kitui", "KE", "solar", methodology),
                facts.status(1, 2, "listed", "registered", "validated"),
                facts.verified(1, 3, 3000),
                facts.project(2, "Floresta São João", "BR", "forest", null),
                facts.opened(
                        solar22,
                        0,
                        new SourceRange(1, 400, "verra", "7944", 101, 500, "7944-101-500-X", false),
                        new SourceRange(401, 1000, "verra", "7945", 1, 600, "7945-1-600-X", true)),
                facts.opened(solar23, 0),
                facts.issued(solar23, 0),
                facts.opened(forest24, 300));
        retire(1, organisation("Müller & Söhne GmbH"), "voluntary", "2021-12-31", part(solar22, 2, 1, 10));
        retire(
                2,
                organisation("muller logistics"),
                "compliance",
                "2022-06-01",
                part(solar22, 3, 11, 30),
                part(solar23, 2, 1, 5));
        retire(3, organisation("=HYPERLINK(\"http://x\")"), "corsia", "2023-01-01", part(solar23, 3, 6, 105));
        retire(4, organisation("100%_sure"), "other", null, part(forest24, 3, 1, 1));
        retire(
                5,
                new Beneficiary("not-stated", null, null, null, null, null),
                "not-stated",
                "2024-02-29",
                part(forest24, 4, 2, 501));
        retire(6, organisation("-Ltd+ @home"), "national-contribution", "2024-03-01", part(forest24, 5, 502, 502));
        publish(facts.retired(forest24, 6, PENDING, 600, 609));
        awaitCount(pool, 6, "select count(*) from retirement where program = $1", program);
        awaitCount(
                pool,
                35 + 100 + 1 + 500 + 1 + 10,
                "select coalesce(sum(retired), 0)::bigint from block where program = $1",
                program);
        awaitCount(pool, 2, "select count(*) from project where program = $1", program);
        awaitCount(pool, 1, "select count(*) from program where code = $1", program);
        awaitCount(pool, 1, "select count(*) from methodology where program = $1", program);
        awaitCount(pool, 3, "select count(*) from project_event where project = $1", facts.project(1));
        awaitCount(pool, 1, "select count(*) from issuance_decision where block = $1", solar23.block());
    }

    private void retire(
            int n,
            Beneficiary beneficiary,
            String purpose,
            String date,
            org.carbonregistry.events.message.RetiredPart... parts) {
        UUID id = new UUID(program.hashCode(), n);
        LocalDate effective = date == null ? null : LocalDate.parse(date);
        for (int i = 0; i < parts.length; i++) {
            var part = parts[i];
            var units = part.ranges().get(0);
            publish(facts.retired(
                    part.description(),
                    part.number(),
                    id,
                    i + 1,
                    parts.length,
                    effective,
                    units.first(),
                    units.last()));
        }
        publish(List.of(facts.completed(id, beneficiary, purpose, effective, parts)));
    }
}
