package org.carbonregistry.account.pack;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.carbonregistry.account.ledger.AccountNumber;

/** Sums of a pack, added up by the database and not by the replay, so that the two check each other. */
final class PackTotals {

    private static final String TOTALS =
            """
            select b.name, b.program, b.unit_kilograms, t.account, a.organisation, a.kind, t.opening, t.received, t.sent
            from (
              select block_id, account, sum(opening)::bigint as opening, sum(received)::bigint as received,
                sum(sent)::bigint as sent
              from (
                select block_id, to_account as account,
                  case when recorded_at < $3 then last_unit - first_unit + 1 else 0 end as opening,
                  case when recorded_at < $3 then 0 else last_unit - first_unit + 1 end as received, 0 as sent
                from movement where block_id = any($1) and recorded_at < $2
                union all
                select block_id, from_account, case when recorded_at < $3 then first_unit - last_unit - 1 else 0 end, 0,
                  case when recorded_at < $3 then 0 else last_unit - first_unit + 1 end
                from movement where block_id = any($1) and recorded_at < $2 and from_account is not null
              ) m
              group by block_id, account
            ) t join block b on b.id = t.block_id join account a on a.id = t.account
            where t.opening <> 0 or t.received <> 0 or t.sent <> 0 order by t.block_id, t.account
            """;
    private static final String BLOCK_IDS = "select id from block where id > $1 order by id limit 200";

    private final Map<String, long[]> byProgram = new TreeMap<>();

    /** One row for each block and account that held or moved something. */
    void write(PackJournal journal, OffsetDateTime start, OffsetDateTime end, PackedParts.Sink sink)
            throws IOException {
        long after = 0;
        while (true) {
            List<Long> ids = new ArrayList<>();
            journal.read(BLOCK_IDS, Tuple.of(after)).forEach(row -> ids.add(row.getLong("id")));
            if (ids.isEmpty()) {
                return;
            }
            after = ids.get(ids.size() - 1);
            List<List<Object>> lines = new ArrayList<>();
            journal.read(TOTALS, Tuple.of(ids.toArray(new Long[0]), end, start)).forEach(row -> lines.add(total(row)));
            sink.add(lines);
        }
    }

    private List<Object> total(Row row) {
        String kind = row.getString("kind");
        boolean ordinary = row.getString("organisation") != null;
        long[] sums = {row.getLong("opening"), row.getLong("received"), row.getLong("sent")};
        long[] program = byProgram.computeIfAbsent(
                row.getString("program") + "," + row.getInteger("unit_kilograms") + ","
                        + (ordinary ? "ordinary" : kind),
                key -> new long[3]);
        for (int i = 0; i < sums.length; i++) {
            program[i] = Math.addExact(program[i], sums[i]);
        }
        return Arrays.asList(
                row.getString("name"),
                AccountNumber.format(row.getLong("account")),
                row.getString("organisation"),
                kind,
                sums[0],
                sums[1],
                sums[2],
                sums[0] + sums[1] - sums[2]);
    }

    /** The sums of what was written, for each programme and kind of account. */
    List<List<Object>> programs() {
        Function<Map.Entry<String, long[]>, List<Object>> line = entry -> {
            String[] key = entry.getKey().split(",");
            long[] sums = entry.getValue();
            return List.of(key[0], key[1], key[2], sums[0], sums[1], sums[2], sums[0] + sums[1] - sums[2]);
        };
        return byProgram.entrySet().stream().map(line).toList();
    }
}
