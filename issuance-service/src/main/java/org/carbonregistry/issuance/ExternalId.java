package org.carbonregistry.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.carbonregistry.events.wire.Json;

/**
 * The caller's own id of a request: the same request again is answered with what the first one made, other content under the
 * same id is refused. Unique per organisation and kind of request; it never expires.
 */
public final class ExternalId {

    private final String kind;
    private final String organisation;
    private final String id;
    private final byte[] fingerprint;

    private ExternalId(String kind, String organisation, String id, byte[] fingerprint) {
        this.kind = kind;
        this.organisation = organisation;
        this.id = id;
        this.fingerprint = fingerprint;
    }

    /** @param id null when the caller gave none: then nothing is remembered */
    public static ExternalId of(String kind, Actor actor, String id, Object content) {
        return new ExternalId(
                kind,
                actor.organisation() == null ? "" : actor.organisation(),
                Shape.textOrNull(id, Bounds.EXTERNAL_ID, "/externalId"),
                sha256(content));
    }

    /**
     * Makes the thing, or finds the one that the same request made before.
     *
     * @param subject the id under which {@code find} finds the thing again
     */
    public <T> Uni<Accepted<T>> once(
            Transactions transactions,
            Function<SqlConnection, Uni<T>> make,
            Function<T, String> subject,
            BiFunction<SqlConnection, String, Uni<T>> find) {
        return transactions.run(c -> first(c).chain(known -> known != null
                ? find.apply(c, known).map(thing -> new Accepted<>(thing, true))
                : make.apply(c)
                        .call(thing -> keep(c, subject.apply(thing)))
                        .map(thing -> new Accepted<>(thing, false))));
    }

    /** What the same request made before. Of two at the same moment the second one waits for the first one's commit. */
    private Uni<String> first(SqlConnection c) {
        if (id == null) {
            return Uni.createFrom().nullItem();
        }
        Uni<RowSet<Row>> waits = c.preparedQuery("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                .execute(Tuple.of(kind + '\n' + organisation + '\n' + id));
        Uni<String> looks = c.preparedQuery("select fingerprint, subject from accepted_request"
                        + " where kind = $1 and organisation = $2 and external_id = $3")
                .execute(Tuple.of(kind, organisation, id))
                .map(rows -> Rows.one(rows, this::same));
        // Sent together; the second statement sees what was committed while the first one waited.
        return Uni.combine().all().unis(waits, looks).with((waited, known) -> known);
    }

    private String same(Row row) {
        if (!Arrays.equals(row.getBuffer("fingerprint").getBytes(), fingerprint)) {
            throw IssuanceRefusal.EXTERNAL_ID_CONFLICT.of(null, "/externalId");
        }
        return row.getString("subject");
    }

    private Uni<Void> keep(SqlConnection c, String subject) {
        return id == null
                ? Uni.createFrom().voidItem()
                : c.preparedQuery("insert into accepted_request (kind, organisation, external_id, fingerprint, subject)"
                                + " values ($1, $2, $3, $4, $5)")
                        .execute(Tuple.of(kind, organisation, id)
                                .addBuffer(Buffer.buffer(fingerprint))
                                .addString(subject))
                        .replaceWithVoid();
    }

    private static byte[] sha256(Object content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Json.write(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
