package org.carbonregistry.account.programs;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.message.ProgramChanged;

/** The projection of programmes: few rows, read whole. */
@Singleton
public class Programs {

    private static final String PUT =
            """
            insert into program (code, unit_kilograms, import_state)
            select * from unnest($1::text[], $2::int[], $3::text[])
            on conflict (code) do update set unit_kilograms = excluded.unit_kilograms, import_state = excluded.import_state
            """;

    public Uni<Map<String, Program>> all(SqlClient c) {
        return c.query("select code, unit_kilograms, import_state from program")
                .execute()
                .map(rows -> {
                    Map<String, Program> programs = new HashMap<>();
                    rows.forEach(row -> programs.put(
                            row.getString("code"),
                            new Program(
                                    row.getString("code"),
                                    row.getInteger("unit_kilograms"),
                                    row.getString("import_state"))));
                    return programs;
                });
    }

    Uni<Void> put(SqlConnection c, Collection<ProgramChanged> changed) {
        List<ProgramChanged> list = List.copyOf(changed);
        return c.preparedQuery(PUT)
                .execute(Tuple.tuple()
                        .addArrayOfString(
                                list.stream().map(ProgramChanged::program).toArray(String[]::new))
                        .addArrayOfInteger(
                                list.stream().map(ProgramChanged::unitKilograms).toArray(Integer[]::new))
                        .addArrayOfString(
                                list.stream().map(ProgramChanged::importState).toArray(String[]::new)))
                .replaceWithVoid();
    }
}
