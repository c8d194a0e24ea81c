package org.carbonregistry.account.pack;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.statements.StatementPeriod;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Writes the pack of a period that is over and settled. Everything comes from the journal up to the end of the period, which
 * nothing is added to any more: each reading is short, none holds a snapshot, and a pack made again has the same parts. One
 * block's holders and some rows are in memory; the whole journal is read, as an audit must.
 */
final class AuditPack {

    /** What the manifest says. */
    record Manifest(
            String format,
            LocalDate from,
            LocalDate to,
            Instant start,
            Instant end,
            Instant madeAt,
            String madeBy,
            List<PackedParts.Part> parts) {}

    private static final String README = "audit-pack-readme.txt";

    private static final String ACCOUNTS =
            """
            select id, organisation, kind, program, opened_at from account
            where id > $1 and opened_at < $2 order by id limit 2000
            """;
    private static final String BLOCKS =
            """
            select b.*, o.recorded_at as opened_at, (
              select m.number from movement m where m.block_id = b.id and m.recorded_at < $2
              order by m.number desc limit 1) as last_number
            from block b join movement o on o.block_id = b.id and o.number = 1
            where b.id > $1 and o.recorded_at < $2 order by b.id limit 1000
            """;

    private final PackJournal journal;
    private final StatementPeriod period;
    private final OffsetDateTime start;
    private final OffsetDateTime end;

    AuditPack(Pool pool, StatementPeriod period) {
        this.journal = new PackJournal(pool);
        this.period = period;
        this.start = period.start().atOffset(ZoneOffset.UTC);
        this.end = period.end().atOffset(ZoneOffset.UTC);
    }

    /**
     * Writes the whole pack. One that breaks off has no manifest, and is no ZIP either.
     *
     * @param actor who makes it
     */
    void write(OutputStream out, String actor) throws IOException {
        PackedParts parts = new PackedParts(out, period.end());
        PackTotals totals = new PackTotals();
        parts.text("README.txt", readme());
        parts.table("accounts.csv", List.of("account", "organisation", "kind", "program", "openedAt"), this::accounts);
        parts.table(
                "blocks.csv",
                List.of(
                        "block",
                        "program",
                        "project",
                        "vintageStart",
                        "vintageEnd",
                        "unitKilograms",
                        "quantity",
                        "openedAt",
                        "lastNumber"),
                this::blocks);
        parts.table(
                "holdings.csv",
                List.of("at", "block", "serials", "first", "last", "quantity", "account"),
                sink -> new PackHoldings(journal, start, end, sink).write());
        parts.table(
                "movements.csv",
                List.of(
                        "block",
                        "number",
                        "serials",
                        "first",
                        "last",
                        "quantity",
                        "kind",
                        "from",
                        "to",
                        "transaction",
                        "recordedAt",
                        "effectiveDate",
                        "cause",
                        "actor",
                        "commitment"),
                this::movements);
        parts.table(
                "totals.csv",
                List.of("block", "account", "organisation", "kind", "opening", "received", "sent", "closing"),
                sink -> totals.write(journal, start, end, sink));
        parts.table(
                "programs.csv",
                List.of("program", "unitKilograms", "kind", "opening", "received", "sent", "closing"),
                sink -> sink.add(totals.programs()));
        parts.manifest(
                "manifest.json",
                written -> new Manifest(
                        "registry-audit-pack-v1",
                        period.from(),
                        period.to(),
                        period.start(),
                        period.end(),
                        Instant.now(),
                        actor,
                        written));
    }

    private String readme() throws IOException {
        try (InputStream text = AuditPack.class.getResourceAsStream("/" + README)) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{from}", period.from().toString())
                    .replace("{to}", period.to().toString());
        }
    }

    private void accounts(PackedParts.Sink sink) throws IOException {
        long after = 0;
        for (RowSet<Row> rows = journal.read(ACCOUNTS, Tuple.of(after, end));
                rows.rowCount() > 0;
                rows = journal.read(ACCOUNTS, Tuple.of(after, end))) {
            List<List<Object>> lines = new ArrayList<>();
            for (Row row : rows) {
                after = row.getLong("id");
                lines.add(Arrays.asList(
                        AccountNumber.format(after),
                        row.getString("organisation"),
                        row.getString("kind"),
                        row.getString("program"),
                        row.getOffsetDateTime("opened_at").toInstant()));
            }
            sink.add(lines);
        }
    }

    private void blocks(PackedParts.Sink sink) throws IOException {
        long after = 0;
        for (RowSet<Row> rows = journal.read(BLOCKS, Tuple.of(after, end));
                rows.rowCount() > 0;
                rows = journal.read(BLOCKS, Tuple.of(after, end))) {
            List<List<Object>> lines = new ArrayList<>();
            for (Row row : rows) {
                after = row.getLong("id");
                BlockDescription b = BlockLocks.description(row);
                lines.add(List.of(
                        b.block(),
                        b.program(),
                        b.project(),
                        b.vintageStart(),
                        b.vintageEnd(),
                        b.unitKilograms(),
                        b.quantity(),
                        row.getOffsetDateTime("opened_at").toInstant(),
                        row.getLong("last_number")));
            }
            sink.add(lines);
        }
    }

    private void movements(PackedParts.Sink sink) throws IOException {
        journal.between(start, end, rows -> {
            List<List<Object>> lines = new ArrayList<>(rows.rowCount());
            rows.forEach(row -> lines.add(movement(row)));
            sink.add(lines);
        });
    }

    private static List<Object> movement(Row row) {
        UnitRange units = PackJournal.units(row);
        Long from = row.getLong("from_account");
        return Arrays.asList(
                row.getString("name"),
                row.getLong("number"),
                Block.serial(BlockLocks.description(row), units).format(),
                units.first(),
                units.last(),
                units.quantity(),
                row.getString("kind"),
                from == null ? null : AccountNumber.format(from),
                AccountNumber.format(row.getLong("to_account")),
                row.getUUID("transaction_id"),
                row.getOffsetDateTime("recorded_at").toInstant(),
                row.getLocalDate("effective_date"),
                row.getString("cause"),
                row.getString("actor"),
                Base64.getEncoder().encodeToString(row.getBuffer("commitment").getBytes()));
    }
}
