package org.carbonregistry.publicapi.search;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Whether the codes a filter names exist: a misspelt programme is a 400 and not an empty list. */
@Singleton
public class KnownCodes {

    private static final String CHECK =
            """
            select $1::text is null or exists (select from program where code = $1) as program,
                   $2::text is null or exists (select from project where type = $2)
                     or exists (select from program, jsonb_array_elements(project_types) t where t->>'code' = $2) as type,
                   $3::text is null or exists (select from methodology where code = $3)
                     or exists (select from project where methodology = $3) as methodology,
                   $4::text is null or exists (select from project where id = $4) as project,
                   $5::text is null or exists (select from block where id = $5) as block
            """;

    private final Pool pool;

    KnownCodes(Pool pool) {
        this.pool = pool;
    }

    /** Refuses {@code invalid-parameter} for the first of the codes that is not known; null is not asked for. */
    public Uni<Void> check(String program, String type, String methodology, String project) {
        return check(program, type, methodology, project, null);
    }

    /** The same with a block. */
    public Uni<Void> check(String program, String type, String methodology, String project, String block) {
        if (program == null && type == null && methodology == null && project == null && block == null) {
            return Uni.createFrom().voidItem();
        }
        return pool.preparedQuery(CHECK)
                .execute(Tuple.of(program, type, methodology, project, block))
                .invoke(rows -> {
                    Row known = rows.iterator().next();
                    refuse(known, "program", program);
                    refuse(known, "type", type);
                    refuse(known, "methodology", methodology);
                    refuse(known, "project", project);
                    refuse(known, "block", block);
                })
                .replaceWithVoid();
    }

    private static void refuse(Row known, String name, String value) {
        if (!known.getBoolean(name)) {
            throw Filter.refused(name, "'" + value + "' is not known here");
        }
    }
}
