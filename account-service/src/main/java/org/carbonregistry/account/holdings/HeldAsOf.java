package org.carbonregistry.account.holdings;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.account.history.PastHoldings;
import org.carbonregistry.account.history.PastHoldings.PastBlock;
import org.carbonregistry.account.history.PointInTime;
import org.carbonregistry.account.history.SettledPast;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;

/** What an account held at a past moment, in the form in which its units of today are listed. */
@Singleton
class HeldAsOf {

    private final AccountAccess access;
    private final SettledPast settled;
    private final PastHoldings past;

    HeldAsOf(AccountAccess access, SettledPast settled, PastHoldings past) {
        this.access = access;
        this.settled = settled;
        this.past = past;
    }

    Uni<Page<HeldBlock>> list(String id, String asOf, HeldUnitsFilter filter, int most) {
        PointInTime moment = PointInTime.time(asOf);
        PastHoldings.Position from = filter.position();
        return access.readable(id)
                .chain(account ->
                        settled.until(moment).chain(time -> past.page(account, time, filter.blocks(), from, most)))
                .map(blocks -> page(blocks, most));
    }

    private static Page<HeldBlock> page(List<PastBlock> found, int most) {
        List<HeldBlock> shown = new ArrayList<>();
        int left = most;
        for (PastBlock block : found) {
            if (left == 0) {
                return new Page<>(shown, after(shown, found.get(shown.size() - 1)));
            }
            List<UnitRange> ranges = block.ranges();
            boolean more = ranges.size() > left;
            shown.add(held(block, more ? ranges.subList(0, left) : ranges));
            if (more) {
                return new Page<>(shown, after(shown, block));
            }
            left -= ranges.size();
        }
        return new Page<>(shown, null);
    }

    private static String after(List<HeldBlock> shown, PastBlock block) {
        List<HeldBlock.Range> ranges = shown.get(shown.size() - 1).ranges();
        BlockDescription d = block.description();
        return Cursor.encode(
                d.vintageEnd(),
                d.blockNumber(),
                block.id(),
                ranges.get(ranges.size() - 1).first());
    }

    private static HeldBlock held(PastBlock past, List<UnitRange> ranges) {
        BlockDescription block = past.description();
        return new HeldBlock(
                block.block(),
                block.program(),
                block.project(),
                block.country(),
                block.vintage(),
                block.vintageStart(),
                block.vintageEnd(),
                block.unitKilograms(),
                past.quantity(),
                null,
                ranges.stream()
                        .map(units -> new HeldBlock.Range(
                                Block.serial(block, units).format(),
                                units.first(),
                                units.last(),
                                units.quantity(),
                                null))
                        .toList());
    }
}
