package org.carbonregistry.account.holds;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.mandates.MandateBook;
import org.carbonregistry.account.mandates.Mandates;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.serial.UnitRange;
import org.jboss.logging.Logger;

/**
 * Gives units of a hold back to their owner: the settlement agent releases them, or the hold's time is over. Judged by database
 * time under the block locks, so a release, a settlement and the end of its time exclude each other. Nothing moves: the units
 * only change what they are kept for. A crash before the commit leaves the hold as it was; the sweep or the agent does it again.
 */
@Singleton
class ReleaseHold {

    private static final Logger LOG = Logger.getLogger(ReleaseHold.class);

    /** What the agent asks: how many units, the newest first; all that are left when absent. */
    public record Request(Long quantity) {}

    private final Pool pool;
    private final Retrying retrying;
    private final BlockLocks locks;
    private final Holds holds;
    private final Mandates mandates;
    private final LedgerWriter writer;

    ReleaseHold(Pool pool, Retrying retrying, BlockLocks locks, Holds holds, Mandates mandates, LedgerWriter writer) {
        this.pool = pool;
        this.retrying = retrying;
        this.locks = locks;
        this.holds = holds;
        this.mandates = mandates;
        this.writer = writer;
    }

    /** A hold that has lapsed is ended as such, and the agent told. */
    Uni<PlaceHold.Answer> release(UUID id, Request request, String venue, String actor) {
        Long quantity = request == null ? null : request.quantity();
        if (quantity != null && quantity < 1) {
            throw new Refused(
                    AccountRefusal.INVALID_QUANTITY, "a quantity is at least 1, not " + quantity, "/quantity");
        }
        return retrying.inTransaction(c -> locked(c, id).chain(book -> holds.byIds(c, Set.of(id))
                        .map(found -> found.get(id))
                        .chain(hold -> {
                            if (quantity == null
                                    && hold.status() == HoldStatus.RELEASED
                                    && hold.venue().equals(venue)) {
                                return Uni.createFrom().item(new PlaceHold.Answer(hold, true));
                            }
                            if (hold.venue().equals(venue)
                                    && hold.status() == HoldStatus.PLACED
                                    && hold.isOver(book.time())) {
                                return giveBack(c, hold, hold.onHold(), HoldStatus.EXPIRED, "registry", book)
                                        .map(ended -> new PlaceHold.Answer(ended, false));
                            }
                            hold.requireActing(venue, book.time(), null);
                            if (quantity != null && quantity > hold.onHold()) {
                                throw new Refused(
                                        AccountRefusal.INSUFFICIENT_UNITS,
                                        hold.onHold() + " units are on this hold, not " + quantity,
                                        "/quantity");
                            }
                            long back = quantity == null ? hold.onHold() : quantity;
                            return giveBack(c, hold, back, HoldStatus.RELEASED, actor, book)
                                    .map(released -> new PlaceHold.Answer(released, false));
                        })))
                .invoke(answer -> {
                    if (answer.hold().status() == HoldStatus.EXPIRED) {
                        throw new Refused(
                                AccountRefusal.HOLD_EXPIRED,
                                "the hold lapsed at " + answer.hold().expiresAt(),
                                null);
                    }
                });
    }

    @Scheduled(every = "${registry.account.sweep-every:1s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return holds.due(pool)
                .onItem()
                .transformToMulti(ids -> Multi.createFrom().iterable(ids))
                .onItem()
                .transformToUniAndConcatenate(this::expire)
                .collect()
                .last()
                .replaceWithVoid()
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    private Uni<Void> expire(UUID id) {
        return retrying.inTransaction(c -> locked(c, id).chain(book -> holds.byIds(c, Set.of(id))
                        .map(found -> found.get(id))
                        .chain(hold -> hold.status() == HoldStatus.PLACED && hold.isOver(book.time())
                                ? giveBack(c, hold, hold.onHold(), HoldStatus.EXPIRED, "registry", book)
                                        .replaceWithVoid()
                                : Uni.createFrom().voidItem())))
                // One that cannot be ended now must not keep the others; the next sweep tries it again.
                .onFailure()
                .invoke(failure -> LOG.warnf(failure, "hold %s did not lapse yet", id))
                .onFailure()
                .recoverWithNull();
    }

    /** The blocks of a hold, locked; what it is now is read after that. */
    private Uni<Book> locked(SqlConnection c, UUID id) {
        return holds.byIds(c, Set.of(id)).chain(found -> {
            Hold seen = found.get(id);
            if (seen == null) {
                throw new Refused(AccountRefusal.UNKNOWN_HOLD, "there is no hold " + id, null);
            }
            Set<UUID> mandate = seen.mandate() == null ? Set.of() : Set.of(seen.mandate());
            return mandates.lockNamed(c, mandate)
                    .chain(() -> locks.lock(c, seen.blocks(), Set.of(seen.account()), Set.of()));
        });
    }

    private Uni<Hold> giveBack(SqlConnection c, Hold hold, long quantity, HoldStatus end, String actor, Book book) {
        List<Units> units = newest(hold, quantity, book);
        book.holdings().move(units, hold.title(), Title.free(hold.account()));
        Hold changed = hold.after(0, quantity, end, actor, book.time());
        List<MandateBook.Use> given = hold.mandate() == null
                ? List.of()
                : List.of(new MandateBook.Use(hold.mandate(), hold.id(), "release", -quantity));
        MessageType type = end == HoldStatus.EXPIRED ? MessageType.HOLD_EXPIRED : MessageType.HOLD_RELEASED;
        return holds.change(c, type, List.of(changed), null, book.time())
                .chain(() -> mandates.use(c, given, book.time()))
                .chain(() -> writer.write(c, book.holdings().changes(), new Journal(book.blocks(), Blinds.random())))
                .replaceWith(changed);
    }

    /** The newest units of a hold: what is settled later should still be the oldest. */
    static List<Units> newest(Hold hold, long quantity, Book book) {
        List<Block> newestFirst = book.blocks().stream()
                .sorted(Comparator.comparing((Block b) -> b, Block.OLDEST_FIRST).reversed())
                .toList();
        List<Units> chosen = new ArrayList<>();
        long missing = quantity;
        for (Block block : newestFirst) {
            List<UnitRange> ranges = new ArrayList<>(book.holdings().of(hold.title(), block.id()));
            Collections.reverse(ranges);
            for (UnitRange range : ranges) {
                if (missing > 0) {
                    long taken = Math.min(missing, range.quantity());
                    chosen.add(new Units(block.id(), new UnitRange(range.last() - taken + 1, range.last())));
                    missing -= taken;
                }
            }
        }
        if (missing > 0) {
            throw new IllegalStateException("hold " + hold.id() + " lacks " + missing + " units");
        }
        return chosen;
    }
}
