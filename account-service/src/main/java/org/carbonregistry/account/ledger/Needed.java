package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.serial.SerialRange;

/**
 * How many units orders may take where, so that no more holdings are read than that.
 *
 * @param inBlocks units of an account out of a block that is named
 * @param anywhere units of an account out of whichever block
 * @param exact named serials
 */
record Needed(Map<Needed.Place, Long> inBlocks, Map<Long, Long> anywhere, List<Needed.Exact> exact) {

    /** An account and the name of a block. */
    record Place(long account, String block) {}

    /** Units that are named. */
    record Exact(long account, SerialRange serial) {}

    static Needed of(List<Wanted> wanted) {
        Needed needed = new Needed(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (Wanted w : wanted) {
            long account = w.filter().account();
            if (w.isExact()) {
                w.serials().forEach(serial -> needed.exact.add(new Exact(account, serial)));
            } else if (w.filter().block() != null) {
                needed.inBlocks.merge(new Place(account, w.filter().block()), w.quantity(), Wanted::saturated);
            } else {
                needed.anywhere.merge(account, w.quantity(), Wanted::saturated);
            }
        }
        return needed;
    }
}
