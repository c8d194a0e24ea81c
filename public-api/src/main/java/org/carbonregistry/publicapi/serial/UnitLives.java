package org.carbonregistry.publicapi.serial;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Cuts units into stretches with the same life. */
final class UnitLives {

    private UnitLives() {}

    /**
     * The stretches of {@code asked}, ascending; together they partition it.
     *
     * @param bufferFirst first unit of the block's buffer; past the last unit when it has none
     * @param events all movements that touch the asked units, in order of their number
     */
    static List<Stretch> of(SerialRange asked, long bufferFirst, List<UnitEvent> events) {
        UnitRange units = asked.units();
        TreeSet<Long> starts = new TreeSet<>();
        starts.add(units.first());
        addInside(starts, bufferFirst, units);
        for (UnitEvent event : events) {
            addInside(starts, event.units().first(), units);
            addInside(starts, event.units().last() + 1, units);
        }
        List<Stretch> stretches = new ArrayList<>(starts.size());
        for (Long start : starts) {
            Long next = starts.higher(start);
            UnitRange range = new UnitRange(start, next == null ? units.last() : next - 1);
            add(stretches, stretch(asked.withUnits(range), start >= bufferFirst, events), asked);
        }
        return stretches;
    }

    private static void addInside(TreeSet<Long> starts, long start, UnitRange units) {
        if (units.contains(start)) {
            starts.add(start);
        }
    }

    private static Stretch stretch(SerialRange range, boolean buffer, List<UnitEvent> events) {
        List<Stretch.Move> moves = new ArrayList<>();
        Stretch.Retired retired = null;
        for (UnitEvent event : events) {
            if (!event.units().contains(range.units())) {
                continue;
            }
            if ("moved".equals(event.kind())) {
                moves.add(new Stretch.Move(event.number(), event.transaction(), event.date(), event.time()));
            } else if ("retired".equals(event.kind())) {
                retired = retired(event);
            }
        }
        String state = retired == null
                ? (buffer ? "buffer" : "active")
                : retired.certificateNumber() == null ? "retired-certificate-pending" : "retired";
        UnitRange units = range.units();
        return new Stretch(
                range.format(), units.first(), units.last(), units.quantity(), state, List.copyOf(moves), retired);
    }

    private static Stretch.Retired retired(UnitEvent event) {
        UnitEvent.Certificate c = event.certificate() == null
                ? new UnitEvent.Certificate(null, null, null, null, null)
                : event.certificate();
        return new Stretch.Retired(
                event.number(),
                event.retirement(),
                c.certificateNumber(),
                c.beneficiaryKind(),
                c.beneficiaryName(),
                c.beneficiaryCountry(),
                c.purpose(),
                event.date(),
                event.time());
    }

    /** Adds a stretch; joins it to the one before when their lives are the same. */
    private static void add(List<Stretch> stretches, Stretch next, SerialRange asked) {
        Stretch before = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
        if (before == null
                || !before.state().equals(next.state())
                || !before.moves().equals(next.moves())
                || !java.util.Objects.equals(before.retired(), next.retired())) {
            stretches.add(next);
            return;
        }
        UnitRange joined = new UnitRange(before.first(), next.last());
        stretches.set(
                stretches.size() - 1,
                new Stretch(
                        asked.withUnits(joined).format(),
                        joined.first(),
                        joined.last(),
                        joined.quantity(),
                        before.state(),
                        before.moves(),
                        before.retired()));
    }
}
