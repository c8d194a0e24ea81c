package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.ZoneOffset;
import java.util.List;
import org.carbonregistry.events.http.Caller;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.ProjectRegistered.Document;
import org.carbonregistry.issuance.Rows;

/** The register of projects. */
public final class Projects {

    private static final String SELECT = "select *, documents::text as all_documents from project ";

    private Projects() {}

    /** The project at this address. */
    public static Uni<Project> at(SqlClient c, String id) {
        return read(c, id, "");
    }

    /** The project, locked: its public facts are written one after the other. */
    public static Uni<Project> lock(SqlConnection c, String id) {
        return read(c, id, " for no key update");
    }

    /** The project, kept as it is until the transaction ends. */
    public static Uni<Project> share(SqlConnection c, String id) {
        return read(c, id, " for share");
    }

    /** Whether this person sees everybody's drafts. */
    public static boolean seesAllDrafts(Caller caller) {
        return caller.hasRole("registrar") || caller.hasRole("auditor") || caller.hasRole("verifier");
    }

    private static Uni<Project> read(SqlClient c, String id, String lock) {
        return c.preparedQuery(SELECT + "where id = $1" + lock)
                .execute(Tuple.of(id))
                .map(rows -> Rows.one(rows, Projects::read))
                .onItem()
                .ifNull()
                .failWith(() -> new Refused(EdgeRefusal.NOT_FOUND, "there is no project " + id, null));
    }

    /** The next free number of the programme as a code; the lock on the counter lasts until the transaction ends. */
    static Uni<String> drawCode(SqlConnection c, String program) {
        return c.preparedQuery(
                        """
                        update program_counter set last_project = last_project + 1 where program = $1
                        returning last_project::text as code, exists (
                          select 1 from project p where p.program = $1 and p.code = last_project::text) as taken
                        """)
                .execute(Tuple.of(program))
                .map(rows -> rows.iterator().next())
                .repeat()
                .whilst(row -> row.getBoolean("taken"))
                .collect()
                .last()
                .map(row -> row.getString("code"));
    }

    static Uni<Void> add(SqlConnection c, Project p, StateChange first) {
        Tuple row = Tuple.tuple()
                .addString(p.id())
                .addString(p.program())
                .addString(p.code())
                .addString(p.name())
                .addString(p.country())
                .addString(p.type())
                .addString(p.proponent())
                .addString(p.proponentName())
                .addString(p.methodology())
                .addString(p.methodologyVersion())
                .addString(p.description())
                .addString(p.latitude() == null ? null : p.latitude().text())
                .addString(p.longitude() == null ? null : p.longitude().text())
                .addLocalDate(p.creditingStart())
                .addLocalDate(p.creditingEnd())
                .addLong(p.estimatedAnnualUnits())
                .addArrayOfInteger(p.sdgs().toArray(Integer[]::new))
                .addString(Rows.json(p.documents()))
                .addArrayOfString(p.notStated().toArray(String[]::new))
                .addArrayOfString(p.derived().toArray(String[]::new))
                .addString(p.status().word())
                .addLong(p.number())
                .addString(first.actor())
                .addOffsetDateTime(first.time().atOffset(ZoneOffset.UTC));
        return c.preparedQuery(
                        """
                        insert into project (id, program, code, name, country, type, proponent, proponent_name, methodology,
                          methodology_version, description, latitude, longitude, crediting_start, crediting_end,
                          estimated_annual_units, sdgs, documents, not_stated, derived, status, number, registered_by,
                          registered_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17,
                          $18::text::jsonb, $19, $20, $21, $22, $23, $24)
                        """)
                .execute(row)
                .chain(() -> addHistory(c, p.id(), first));
    }

    /** Keeps what a move changed and adds it to the history. */
    static Uni<Void> keep(SqlConnection c, Project p, StateChange change) {
        return c.preparedQuery(
                        """
                        update project set status = $2, number = $3, methodology_version = $4, crediting_start = $5,
                          crediting_end = $6
                        where id = $1
                        """)
                .execute(Tuple.tuple()
                        .addString(p.id())
                        .addString(p.status().word())
                        .addLong(p.number())
                        .addString(p.methodologyVersion())
                        .addLocalDate(p.creditingStart())
                        .addLocalDate(p.creditingEnd()))
                .chain(() -> addHistory(c, p.id(), change));
    }

    /** The number of the next public fact of a project that is locked. */
    public static Uni<Long> nextNumber(SqlConnection c, String id) {
        return c.preparedQuery("update project set number = number + 1 where id = $1 returning number")
                .execute(Tuple.of(id))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private static Uni<Void> addHistory(SqlConnection c, String id, StateChange change) {
        return c.preparedQuery(
                        """
                        insert into project_history (project, position, from_status, to_status, reason, effective_date, actor,
                          time, evidence_sha256)
                        select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from project_history
                        where project = $1
                        """)
                .execute(Tuple.tuple()
                        .addString(id)
                        .addString(change.from() == null ? null : change.from().word())
                        .addString(change.to().word())
                        .addString(change.reason())
                        .addLocalDate(change.effectiveDate())
                        .addString(change.actor())
                        .addOffsetDateTime(change.time().atOffset(ZoneOffset.UTC))
                        .addString(change.evidenceSha256()))
                .replaceWithVoid();
    }

    static Uni<List<StateChange>> history(SqlClient c, String id) {
        return c.preparedQuery("select * from project_history where project = $1 order by position")
                .execute(Tuple.of(id))
                .map(rows -> Rows.all(
                        rows,
                        row -> new StateChange(
                                row.getString("from_status") == null
                                        ? null
                                        : ProjectState.named(row.getString("from_status")),
                                ProjectState.named(row.getString("to_status")),
                                row.getString("reason"),
                                row.getString("evidence_sha256"),
                                row.getLocalDate("effective_date"),
                                row.getString("actor"),
                                row.getOffsetDateTime("time").toInstant())));
    }

    /** From here to the end of the transaction nobody else registers a project of this type. */
    static Uni<Void> lockType(SqlConnection c, String program, String type) {
        return c.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of("activity\n" + program + '\n' + type))
                .replaceWithVoid();
    }

    /** Projects of the programme and type that can have units, at about this latitude. */
    static Uni<List<Project>> near(SqlConnection c, Project p, int metres) {
        return c.preparedQuery(
                        SELECT
                                + """
                        p where program = $1 and type = $2 and id <> $3
                          and (status in ('registered', 'suspended', 'completed')
                            or exists (select 1 from verification v where v.project = p.id))
                          and longitude is not null and abs(latitude::float8 - $4::text::float8) * 111000 <= $5::integer * 1.1::float8
                        order by id
                        """)
                .execute(Tuple.of(p.program(), p.type(), p.id(), p.latitude().text(), metres))
                .map(rows -> Rows.all(rows, Projects::read));
    }

    /** Projects by id; drafts only of the proponent that is named, or all with {@code allDrafts}. */
    static Uni<List<Project>> page(SqlClient c, ProjectFilter filter, String after, int most) {
        return c.preparedQuery(
                        SELECT
                                + """
                        where id > $1 and ($2::text is null or program = $2) and ($3::text is null or country = $3)
                          and ($4::text is null or type = $4) and ($5::text is null or status = $5)
                          and (number > 0 or $6 or proponent = $7)
                        order by id limit $8
                        """)
                .execute(Tuple.tuple()
                        .addString(after)
                        .addString(filter.program())
                        .addString(filter.country())
                        .addString(filter.type())
                        .addString(
                                filter.status() == null ? null : filter.status().word())
                        .addBoolean(filter.allDrafts())
                        .addString(filter.organisation())
                        .addInteger(most))
                .map(rows -> Rows.all(rows, Projects::read));
    }

    private static Project read(Row row) {
        return new Project(
                row.getString("id"),
                row.getLong("number"),
                row.getString("program"),
                row.getString("code"),
                row.getString("name"),
                row.getString("country"),
                row.getString("type"),
                row.getString("proponent"),
                row.getString("proponent_name"),
                row.getString("methodology"),
                row.getString("methodology_version"),
                row.getString("description"),
                row.getString("latitude") == null ? null : new Degrees(row.getString("latitude")),
                row.getString("longitude") == null ? null : new Degrees(row.getString("longitude")),
                row.getLocalDate("crediting_start"),
                row.getLocalDate("crediting_end"),
                row.getLong("estimated_annual_units"),
                List.of(row.getArrayOfIntegers("sdgs")),
                Rows.json(row, "all_documents", Document[].class),
                Rows.texts(row, "not_stated"),
                Rows.texts(row, "derived"),
                ProjectState.named(row.getString("status")));
    }

    /** What a list of projects is narrowed to; null is everything. */
    record ProjectFilter(
            String program, String country, String type, ProjectState status, boolean allDrafts, String organisation) {}
}
