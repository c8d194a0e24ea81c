package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps how many lines of each batch are decided: whoever stores a line counts it when its retirement is decided already,
 * whoever decides a retirement counts all its lines. Both hold the retirement's row, so neither can miss the other.
 */
public final class BatchCounts {

    private static final String HOLD =
            """
            select id from retirement
            where id = any($1) and (status in ('requested', 'awaiting-approval') or refusal_code = any($2))
            order by id for share
            """;
    private static final String DECIDED =
            "select id, status from retirement where id = any($1) and status in ('completed', 'refused')";
    /** In the order of their ids, so that two replicas never wait for each other; new lines may come meanwhile. */
    private static final String LOCK =
            """
            select b.id from retirement_batch b
            where b.id in (select l.batch from retirement_batch_line l where l.retirement = any($1))
            order by b.id for no key update
            """;

    private static final String ADD =
            """
            update retirement_batch b set completed = b.completed + n.completed, refused = b.refused + n.refused
            from (select l.batch, count(*) filter (where l.retirement = any($1)) as completed,
                         count(*) filter (where l.retirement = any($2))
                           - count(*) filter (where l.retirement = any($3)) as refused
                  from retirement_batch_line l where l.retirement = any($1) or l.retirement = any($2) group by l.batch) n
            where b.id = n.batch
            """;

    private BatchCounts() {}

    /**
     * Which of these retirements are decided, and how: {@code true} for completed ones. The others stay undecided, and
     * those refused for want of an approval stay so, until this transaction ends.
     */
    public static Uni<Map<UUID, Boolean>> decided(SqlConnection c, Collection<UUID> retirements) {
        if (retirements.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        UUID[] all = retirements.toArray(new UUID[0]);
        String[] own = PendingRetirement.Standing.OWN_REFUSALS.toArray(new String[0]);
        return c.preparedQuery(HOLD)
                .execute(Tuple.of(all, own))
                .chain(() -> c.preparedQuery(DECIDED).execute(Tuple.of(all)))
                .map(rows -> {
                    Map<UUID, Boolean> decided = new HashMap<>();
                    for (Row row : rows) {
                        decided.put(row.getUUID(0), "completed".equals(row.getString(1)));
                    }
                    return decided;
                });
    }

    /**
     * Counts the lines of retirements that this transaction decides; it holds their rows.
     *
     * @param unrefused those of the completed ones that counted as refused before
     */
    static Uni<Void> add(
            SqlConnection c, Collection<UUID> completed, Collection<UUID> refused, Collection<UUID> unrefused) {
        Set<UUID> all = new HashSet<>(completed);
        all.addAll(refused);
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return c.preparedQuery(LOCK)
                .execute(Tuple.of(all.toArray(new UUID[0])))
                .chain(batches -> batches.rowCount() == 0
                        ? Uni.createFrom().voidItem()
                        : c.preparedQuery(ADD)
                                .execute(Tuple.of(
                                        completed.toArray(new UUID[0]),
                                        refused.toArray(new UUID[0]),
                                        unrefused.toArray(new UUID[0])))
                                .replaceWithVoid());
    }
}
