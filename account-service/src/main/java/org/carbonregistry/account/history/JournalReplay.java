package org.carbonregistry.account.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Who holds which units of one block, or of a window of it, after some movements of its journal. Movements are applied in the
 * order of their numbers, or undone in the opposite order. A journal that does not fit is never papered over: it throws.
 */
public final class JournalReplay {

    /** Units somebody holds. */
    public record Held(UnitRange units, long account) {}

    private final UnitRange window;
    private final Map<Long, HeldRanges> byAccount = new HashMap<>();

    /** @param window the units that are looked at; of each movement only they count */
    public JournalReplay(UnitRange window) {
        this.window = window;
    }

    /**
     * The next movement.
     *
     * @param from the sender, or null when the block is opened
     * @throws IllegalStateException when the sender does not hold the units
     */
    public void apply(UnitRange units, Long from, long to) {
        move(units, from, to);
    }

    /** Takes back the last movement that is in. */
    public void undo(UnitRange units, Long from, long to) {
        move(units, to, from);
    }

    private void move(UnitRange units, Long from, Long to) {
        units.intersect(window).ifPresent(part -> {
            if (from != null) {
                HeldRanges sender = of(from);
                sender.remove(part);
                if (sender.quantity() == 0) {
                    byAccount.remove(from);
                }
            }
            if (to != null) {
                of(to).add(part);
            }
        });
    }

    private HeldRanges of(long account) {
        return byAccount.computeIfAbsent(account, a -> new HeldRanges());
    }

    /** All holders, ascending by unit. */
    public List<Held> holders() {
        List<Held> held = new ArrayList<>();
        byAccount.forEach((account, ranges) -> ranges.ranges().forEach(range -> held.add(new Held(range, account))));
        held.sort(Comparator.comparing(Held::units));
        return held;
    }

    /** How many units each holds. */
    public Map<Long, Long> quantities() {
        Map<Long, Long> quantities = new HashMap<>();
        byAccount.forEach((account, ranges) -> quantities.put(account, ranges.quantity()));
        return quantities;
    }
}
