package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.serial.SerialRange;

/**
 * How many holdings orders may take where, so that no more are read than that: no more than units are wanted, and than a
 * transaction may have ranges.
 *
 * @param inBlocks holdings of an account out of a block that is named
 * @param anywhere holdings of an account out of whichever block
 * @param exact named serials
 */
record Needed(Map<Needed.Place, Long> inBlocks, Map<Long, Long> anywhere, List<Needed.Exact> exact) {

    /** An account and the name of a block. */
    record Place(long account, String block) {}

    /** Units that are named. */
    record Exact(long account, SerialRange serial) {}

    /** Most holdings of a block that one order can take, and one more: who needs that one gets none. */
    private static final long MOST = Holdings.MOST_RANGES + 1L;

    /**
     * Whether some order wants more units than holdings are read for it. It gets what it would get of all of them where none is
     * frozen: as many clear ones as are read are too many ranges.
     */
    static boolean isCut(List<Wanted> wanted) {
        return wanted.stream().anyMatch(w -> !w.isExact() && w.quantity() > MOST);
    }

    static Needed of(List<Wanted> wanted) {
        Needed needed = new Needed(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (Wanted w : wanted) {
            long account = w.filter().account();
            long need = Math.min(w.quantity(), MOST);
            if (w.isExact()) {
                w.serials().forEach(serial -> needed.exact.add(new Exact(account, serial)));
            } else if (w.filter().block() != null) {
                needed.inBlocks.merge(new Place(account, w.filter().block()), need, Long::sum);
            } else {
                needed.anywhere.merge(account, need, Long::sum);
            }
        }
        // A named serial may take a holding that was read for the quantity of another order.
        for (Exact e : needed.exact) {
            Place place = new Place(e.account(), e.serial().blockName());
            if (needed.anywhere.containsKey(e.account()) || needed.inBlocks.containsKey(place)) {
                needed.inBlocks.merge(place, 1L, Long::sum);
            }
        }
        return needed;
    }
}
