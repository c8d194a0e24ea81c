package org.carbonregistry.publicapi.serial;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Which units a serial number names: one of ours by its block, another registry's by what was brought in. */
@Singleton
class SerialLookup {

    private static final String OWN =
            "select id, project_code, country, vintage, quantity from block where program = $1 and number = $2";
    private static final String SOURCE_COLUMNS =
            "select block, first_unit, last_unit, registry, source_first, source_last, serial, contested"
                    + " from block_source_range ";
    private static final String BY_UNITS = SOURCE_COLUMNS
            + "where registry = $1 and scope = $2 and source_first <= $4 and source_last >= $3 order by source_first";
    private static final String BY_TEXT = SOURCE_COLUMNS + "where serial = $1 order by block, first_unit";

    private final Pool pool;

    SerialLookup(Pool pool) {
        this.pool = pool;
    }

    /**
     * What a text names.
     *
     * @param registry null for one of our own serial numbers
     */
    record Named(String text, String registry, boolean contested, List<NamedUnits> units) {

        long quantity() {
            return units.stream().mapToLong(n -> n.units().quantity()).sum();
        }
    }

    /** Refuses {@code not-a-serial}, {@code unknown-serial} or {@code inconsistent-serial}. */
    Uni<Named> find(String given) {
        String text = given.strip();
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(SerialRefusal.NOT_A_SERIAL, "a serial number holds no control characters", "serial");
        }
        Optional<SourceSerial> source = SourceSerial.of(text);
        if (source.isPresent()) {
            return bySource(text, source.get());
        }
        SerialRange own;
        try {
            own = SerialRange.parse(text);
        } catch (IllegalArgumentException e) {
            return byText(text, e.getMessage());
        }
        return pool.preparedQuery(OWN)
                .execute(Tuple.of(own.program(), own.block()))
                .map(rows -> new Named(text, null, false, List.of(ours(own, rows))));
    }

    private static NamedUnits ours(SerialRange own, RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new Refused(SerialRefusal.UNKNOWN_SERIAL, "there is no block " + own.blockName(), "serial");
        }
        Row block = rows.iterator().next();
        require(own.country(), block.getString("country"), "country", own);
        require(own.project(), block.getString("project_code"), "project", own);
        require(Integer.toString(own.vintage()), Integer.toString(block.getInteger("vintage")), "vintage", own);
        long quantity = block.getLong("quantity");
        if (own.units().last() > quantity) {
            throw new Refused(
                    SerialRefusal.UNKNOWN_SERIAL,
                    "block " + own.blockName() + " holds units 1 to " + quantity + ", not "
                            + own.units().last(),
                    "serial");
        }
        return new NamedUnits(block.getString("id"), own.units());
    }

    private static void require(String written, String right, String part, SerialRange serial) {
        if (!written.equals(right)) {
            throw new Refused(
                    SerialRefusal.INCONSISTENT_SERIAL,
                    "the " + part + " of block " + serial.blockName() + " is " + right + ", not " + written,
                    "serial");
        }
    }

    private Uni<Named> bySource(String text, SourceSerial serial) {
        return pool.preparedQuery(BY_UNITS)
                .execute(Tuple.of(serial.registry(), serial.scope(), serial.first(), serial.last()))
                .map(rows -> {
                    List<SourceUnits.Stored> found = SourceUnits.belonging(serial, stored(rows));
                    List<NamedUnits> units = found.stream()
                            .map(s -> s.shared(serial.first(), serial.last()))
                            .toList();
                    return named(text, serial.registry(), found, units);
                });
    }

    private Uni<Named> byText(String text, String why) {
        return pool.preparedQuery(BY_TEXT).execute(Tuple.of(text)).map(rows -> {
            List<SourceUnits.Stored> found = stored(rows);
            if (found.isEmpty()) {
                throw new Refused(SerialRefusal.NOT_A_SERIAL, why, "serial");
            }
            List<NamedUnits> units = found.stream()
                    .map(s -> new NamedUnits(s.block(), s.units()))
                    .toList();
            return named(text, rows.iterator().next().getString("registry"), found, units);
        });
    }

    private static Named named(String text, String registry, List<SourceUnits.Stored> found, List<NamedUnits> units) {
        boolean contested = found.stream().anyMatch(SourceUnits.Stored::contested);
        return new Named(text, registry, contested, NamedUnits.joined(units));
    }

    private static List<SourceUnits.Stored> stored(RowSet<Row> rows) {
        List<SourceUnits.Stored> stored = new ArrayList<>(rows.size());
        for (Row row : rows) {
            stored.add(new SourceUnits.Stored(
                    row.getString("block"),
                    new UnitRange(row.getLong("first_unit"), row.getLong("last_unit")),
                    row.getLong("source_first"),
                    row.getLong("source_last"),
                    row.getString("serial"),
                    row.getBoolean("contested")));
        }
        return stored;
    }
}
