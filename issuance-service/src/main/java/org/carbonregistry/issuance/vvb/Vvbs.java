package org.carbonregistry.issuance.vvb;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.VvbChanged.Accreditation;
import org.carbonregistry.issuance.Rows;

/** The register of validation and verification bodies. */
public final class Vvbs {

    private static final String SELECT = "select *, accreditations::text as accredited from vvb ";

    private Vvbs() {}

    /** The body, or null; null for null. */
    public static Uni<Vvb> find(SqlClient c, String code) {
        return code == null
                ? Uni.createFrom().nullItem()
                : c.preparedQuery(SELECT + "where code = $1")
                        .execute(Tuple.of(code))
                        .map(rows -> Rows.one(rows, Vvbs::read));
    }

    static Uni<Vvb> at(SqlClient c, String code) {
        return find(c, code)
                .onItem()
                .ifNull()
                .failWith(() -> new Refused(EdgeRefusal.NOT_FOUND, "there is no body " + code, null));
    }

    static Uni<Vvb> lock(SqlConnection c, String code) {
        return c.preparedQuery("select 1 from vvb where code = $1 for no key update")
                .execute(Tuple.of(code))
                .chain(() -> at(c, code));
    }

    static Uni<List<Vvb>> page(SqlClient c, String after, int most) {
        return c.preparedQuery(SELECT + "where code > $1 order by code limit $2")
                .execute(Tuple.of(after, most))
                .map(rows -> Rows.all(rows, Vvbs::read));
    }

    static Uni<Void> add(SqlConnection c, Vvb v, String by, Instant time) {
        return c.preparedQuery(
                        """
                        insert into vvb (code, number, name, country, organisation, status, accreditations, registered_by,
                          registered_at)
                        values ($1, $2, $3, $4, $5, $6, $7::text::jsonb, $8, $9)
                        """)
                .execute(Tuple.tuple()
                        .addString(v.code())
                        .addLong(v.number())
                        .addString(v.name())
                        .addString(v.country())
                        .addString(v.organisation())
                        .addString(v.status().word())
                        .addString(Rows.json(v.accreditations()))
                        .addString(by)
                        .addOffsetDateTime(time.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    static Uni<Void> keepStatus(SqlConnection c, Vvb v) {
        return c.preparedQuery("update vvb set number = $2, status = $3 where code = $1")
                .execute(Tuple.of(v.code(), v.number(), v.status().word()))
                .replaceWithVoid();
    }

    private static Vvb read(Row row) {
        return new Vvb(
                row.getString("code"),
                row.getLong("number"),
                row.getString("name"),
                row.getString("country"),
                row.getString("organisation"),
                VvbState.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Rows.json(row, "accredited", Accreditation[].class));
    }
}
