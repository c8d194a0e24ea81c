package org.carbonregistry.account.settlements;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.holds.Hold;
import org.carbonregistry.account.holds.HoldStatus;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.mandates.Mandate.Act;
import org.carbonregistry.account.mandates.MandateBook;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;

/** Decides a trade: every leg, on what the ones before it left, or the trade as a whole is refused by name. */
final class DecideTrade {

    /** What the decision needs to know. All of it was read under the locks. */
    record Known(Map<UUID, Hold> holds, Map<Long, Account> accounts, MandateBook mandates, Book book) {}

    /** What becomes of it. */
    record Decided(List<Settlement.Leg> legs, List<Movement> movements, List<Hold> holds) {}

    private final String venue;
    private final Entry entry;
    private final Known known;
    private final Journal journal;
    private final Map<UUID, Long> out = new LinkedHashMap<>();
    private final Map<UUID, Boolean> releasesRest = new LinkedHashMap<>();

    private DecideTrade(String venue, Entry entry, Known known, Journal journal) {
        this.venue = venue;
        this.entry = entry;
        this.known = known;
        this.journal = journal;
    }

    /**
     * @throws Refused unknown-hold, hold-expired, hold-ended, account-suspended, account-closed, unknown-account,
     *     same-account, no-mandate, mandate-exhausted, insufficient-units, frozen, too-many-ranges
     */
    static Decided decide(TradeRequest trade, String venue, Entry entry, Known known, Journal journal) {
        DecideTrade decision = new DecideTrade(venue, entry, known, journal);
        List<Settlement.Leg> legs = new ArrayList<>(trade.legs().size());
        for (int i = 0; i < trade.legs().size(); i++) {
            legs.add(decision.leg(trade.legs().get(i), "/legs/" + i));
        }
        List<Movement> movements = new ArrayList<>(journal.movements());
        movements.sort(Comparator.comparingLong(Movement::block).thenComparingLong(Movement::number));
        return new Decided(legs, movements, decision.holds());
    }

    private Settlement.Leg leg(TradeRequest.Leg leg, String pointer) {
        Hold hold = known.holds().get(leg.holdId());
        if (hold == null) {
            throw new Refused(AccountRefusal.UNKNOWN_HOLD, "there is no hold " + leg.holdId(), pointer + "/holdId");
        }
        hold.requireActing(venue, known.book().time(), pointer + "/holdId");
        Account seller = known.accounts().get(hold.account());
        Account.requireSender(seller, seller.publicId(), seller.organisation(), pointer + "/holdId");
        OptionalLong number = AccountNumber.parse(leg.buyerAccount());
        Account buyer = number.isEmpty() ? null : known.accounts().get(number.getAsLong());
        Account.requireReceiver(buyer, leg.buyerAccount(), pointer + "/buyerAccount");
        if (buyer.id() == seller.id()) {
            throw new Refused(
                    AccountRefusal.SAME_ACCOUNT, "units move between two accounts", pointer + "/buyerAccount");
        }
        known.mandates()
                .useHeld(
                        Act.SETTLE,
                        hold.mandate(),
                        seller.id(),
                        leg.quantity(),
                        entry.transaction(),
                        known.book().time(),
                        pointer + "/holdId");
        List<Units> units = units(hold, leg.quantity(), pointer + "/quantity");
        known.book().holdings().move(units, hold.title(), Title.free(buyer.id()));
        journal.append(entry, units, seller.id(), buyer.id());
        out.merge(hold.id(), leg.quantity(), Long::sum);
        releasesRest.merge(hold.id(), leg.releasesRest(), Boolean::logicalOr);
        return new Settlement.Leg(hold.id(), seller.id(), buyer.id(), leg.quantity(), serials(units));
    }

    private List<Units> units(Hold hold, long quantity, String pointer) {
        List<Long> oldestFirst = hold.blocks().stream()
                .map(known.book()::block)
                .sorted(Block.OLDEST_FIRST)
                .map(Block::id)
                .toList();
        try {
            return known.book()
                    .holdings()
                    .oldest(hold.title(), oldestFirst, quantity, known.book().frozen());
        } catch (Refused refused) {
            throw new Refused(refused.reason(), refused.getMessage(), pointer);
        }
    }

    private List<String> serials(List<Units> units) {
        return units.stream()
                .map(u -> known.book().block(u.block()).serial(u.range()).format())
                .toList();
    }

    /** The holds as they stand after all legs; what is released of them goes back to its owner. */
    private List<Hold> holds() {
        List<Hold> changed = new ArrayList<>(out.size());
        out.forEach((id, quantity) -> {
            Hold hold = known.holds().get(id);
            long back = releasesRest.get(id) ? hold.onHold() - quantity : 0;
            if (back > 0) {
                giveBack(hold);
                if (hold.mandate() != null) {
                    known.mandates().uses().add(new MandateBook.Use(hold.mandate(), id, "release", -back));
                }
            }
            changed.add(hold.after(quantity, back, HoldStatus.SETTLED, entry.actor(), entry.time()));
        });
        return changed;
    }

    private void giveBack(Hold hold) {
        List<Units> rest = new ArrayList<>();
        for (long block : hold.blocks()) {
            for (UnitRange range : known.book().holdings().of(hold.title(), block)) {
                rest.add(new Units(block, range));
            }
        }
        known.book().holdings().move(rest, hold.title(), Title.free(hold.account()));
    }
}
