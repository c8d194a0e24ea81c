package org.carbonregistry.publicapi.page;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Reads a project for its page. */
@Singleton
class ReadProject {

    private static final String PROJECT =
            """
            select p.*, g.name as program_name, m.name as methodology_name, coalesce(
              (select t->>'name' from jsonb_array_elements(g.project_types) t where t->>'code' = p.type limit 1), p.type)
              as type_name
            from project p left join program g on g.code = p.program
            left join methodology m on m.code = p.methodology where p.id = $1
            """;
    private static final String EVENTS =
            """
            select e.*, v.name as vvb_name from project_event e left join vvb v on v.code = e.verification->>'vvb'
            where e.project = $1 order by e.number limit 500
            """;
    private static final String BLOCKS =
            """
            select * from block where project = $1 order by vintage_end desc, number desc limit $2
            """;

    private final Pool pool;

    ReadProject(Pool pool) {
        this.pool = pool;
    }

    /** Refuses {@code not-found}. */
    Uni<ShownProject> read(String id) {
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(EdgeRefusal.NOT_FOUND, "no project has control characters in its name", "id");
        }
        return pool.preparedQuery(PROJECT).execute(Tuple.of(id)).chain(rows -> {
            if (rows.size() == 0) {
                throw new Refused(EdgeRefusal.NOT_FOUND, "there is no project " + id, "id");
            }
            Row row = rows.iterator().next();
            return pool.preparedQuery(EVENTS).execute(Tuple.of(id)).map(events -> {
                List<ShownProject.Event> history = new ArrayList<>();
                events.forEach(event -> history.add(ProjectHistory.event(event)));
                return shown(row, history);
            });
        });
    }

    /** The newest blocks of a project. */
    Uni<List<ShownProject.Block>> blocks(String id, int count) {
        return pool.preparedQuery(BLOCKS).execute(Tuple.of(id, count)).map(rows -> {
            List<ShownProject.Block> blocks = new ArrayList<>();
            rows.forEach(row -> blocks.add(block(row)));
            return blocks;
        });
    }

    private static ShownProject shown(Row row, List<ShownProject.Event> history) {
        List<ShownProject.Document> documents = new ArrayList<>();
        JsonArray given = row.getJsonArray("documents");
        for (int i = 0; i < given.size(); i++) {
            JsonObject document = given.getJsonObject(i);
            documents.add(new ShownProject.Document(document.getString("name"), document.getString("sha256")));
        }
        return new ShownProject(
                row.getString("id"),
                row.getString("name"),
                row.getString("program"),
                row.getString("program_name") == null ? row.getString("program") : row.getString("program_name"),
                row.getString("country"),
                row.getString("type_name"),
                row.getString("nature"),
                row.getBoolean("nature_based"),
                row.getString("status"),
                row.getString("description"),
                ProjectFacts.of(row),
                documents,
                history);
    }

    private static ShownProject.Block block(Row row) {
        long quantity = row.getLong("quantity");
        LocalDate end = row.getLocalDate("vintage_end");
        String serial = new SerialRange(
                        row.getString("program"),
                        row.getString("country"),
                        row.getString("project_code"),
                        row.getInteger("vintage"),
                        row.getLong("number"),
                        new UnitRange(1, quantity))
                .format();
        return new ShownProject.Block(
                row.getString("id"),
                serial,
                row.getLocalDate("vintage_start"),
                end,
                row.getLocalDate("issued_on"),
                quantity,
                row.getLong("active"),
                row.getLong("buffer_quantity"),
                row.getLong("retired"));
    }
}
