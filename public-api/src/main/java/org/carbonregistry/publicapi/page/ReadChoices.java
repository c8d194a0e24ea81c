package org.carbonregistry.publicapi.page;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what the select fields offer. */
@Singleton
class ReadChoices {

    private static final String KINDS =
            """
            select 'program' as kind, code as value, name as label from program
            union all
            select 'type', p.type, coalesce(max(t->>'name'), p.type)
              from (select distinct program, type from project) p
              left join program g on g.code = p.program
              left join lateral jsonb_array_elements(g.project_types) t on t->>'code' = p.type
              group by p.type
            union all select distinct 'methodology', methodology, methodology from project where methodology is not null
            union all select distinct 'country', country, country from project
            """;
    private static final List<String> PURPOSES =
            List.of("voluntary", "compliance", "corsia", "national-contribution", "other");

    private final Pool pool;

    ReadChoices(Pool pool) {
        this.pool = pool;
    }

    Uni<Choices> all() {
        return pool.query(KINDS).execute().map(rows -> {
            Map<String, List<Row>> byKind = rows.stream().collect(Collectors.groupingBy(row -> row.getString("kind")));
            List<Choices.Choice> purposes = new ArrayList<>();
            PURPOSES.forEach(purpose -> purposes.add(new Choices.Choice(purpose, Written.purpose(purpose))));
            purposes.add(new Choices.Choice("not-stated", "Not stated"));
            return new Choices(
                    choices(byKind.get("program"), Function.identity()),
                    choices(byKind.get("type"), Function.identity()),
                    choices(byKind.get("methodology"), Function.identity()),
                    choices(byKind.get("country"), Written::countryName),
                    purposes);
        });
    }

    private static List<Choices.Choice> choices(List<Row> rows, Function<String, String> label) {
        return rows == null
                ? List.of()
                : rows.stream()
                        .map(row -> new Choices.Choice(row.getString("value"), label.apply(row.getString("label"))))
                        .sorted(Comparator.comparing(Choices.Choice::label))
                        .toList();
    }
}
