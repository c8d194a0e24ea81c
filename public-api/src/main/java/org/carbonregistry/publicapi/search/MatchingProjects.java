package org.carbonregistry.publicapi.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/**
 * Which projects a search is about, found first and given to the search as values: so the planner knows how many rows to
 * expect, and facts about a project that come later than its retirements still count.
 */
@Singleton
public class MatchingProjects {

    private static final String OF_KIND = "select array(select id from project where ($1::text is null or type = $1)"
            + " and ($2::text is null or methodology = $2)) as ids";
    private static final String OF_WORDS =
            """
            select array(select id from project p where p.search like searchable(w.pattern)) as ids
            from unnest($1::text[]) with ordinality as w(pattern, n) order by n
            """;

    private final Pool pool;

    MatchingProjects(Pool pool) {
        this.pool = pool;
    }

    /** Ids of the projects of this type and methodology; null when neither is given. */
    public Uni<String[]> ofKind(String type, String methodology) {
        return type == null && methodology == null
                ? Uni.createFrom().nullItem()
                : pool.preparedQuery(OF_KIND)
                        .execute(Tuple.of(type, methodology))
                        .map(rows -> rows.iterator().next().getArrayOfStrings("ids"));
    }

    /** For each pattern the ids of the projects whose text it matches. */
    public Uni<List<String[]>> ofWords(List<String> patterns) {
        if (patterns.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        return pool.preparedQuery(OF_WORDS)
                .execute(Tuple.of(patterns.toArray(String[]::new)))
                .map(rows -> {
                    List<String[]> found = new ArrayList<>();
                    for (Row row : rows) {
                        found.add(row.getArrayOfStrings("ids"));
                    }
                    return found;
                });
    }
}
