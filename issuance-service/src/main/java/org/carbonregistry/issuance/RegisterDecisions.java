package org.carbonregistry.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Who changed a programme, a methodology or a body, when and why: rule 18 of the domain. Append-only; projects and issuances
 * keep their own. Written in the transaction of the change: a crash leaves both or neither.
 */
public final class RegisterDecisions {

    private RegisterDecisions() {}

    /**
     * Adds one.
     *
     * @param stream whose public fact {@code number} tells of it
     * @param decision what was decided, in a word or two
     */
    public static Uni<Void> add(
            SqlConnection c, String stream, long number, String decision, Reason reason, String actor, Instant time) {
        return c.preparedQuery(
                        """
                        insert into register_decision (stream, number, decision, reason, evidence_sha256, actor, time)
                        values ($1, $2, $3, $4, $5, $6, $7)
                        """)
                .execute(Tuple.tuple()
                        .addString(stream)
                        .addLong(number)
                        .addString(decision)
                        .addString(reason.reason())
                        .addString(reason.evidenceSha256())
                        .addString(actor)
                        .addOffsetDateTime(time.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }
}
