package org.carbonregistry.account.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.wire.Message;

/** The public facts of a transaction: per block, at most 100 ranges each, part k of n. No accounts, no names. */
public final class LedgerFacts {

    /** Most ranges in one fact. */
    public static final int MOST_RANGES = 100;

    private LedgerFacts() {}

    /** Facts that these movements, of one transaction, were transfers. */
    public static List<Message> transferred(Entry entry, List<Movement> movements, Book book) {
        List<List<Movement>> parts = parts(movements);
        List<Message> facts = new ArrayList<>(parts.size());
        for (List<Movement> part : parts) {
            Movement first = part.get(0);
            String block = book.block(first.block()).description().block();
            facts.add(Message.fact(
                    MessageType.CREDITS_TRANSFERRED,
                    block,
                    first.number(),
                    first.number() + part.size() - 1,
                    entry.time(),
                    new CreditsTransferred(
                            block,
                            first.number(),
                            ranges(part),
                            entry.transaction(),
                            facts.size() + 1,
                            parts.size(),
                            entry.effectiveDate(),
                            entry.time())));
        }
        return facts;
    }

    /** Facts that these movements, of one transaction, used units up for a retirement. */
    public static List<Message> retired(Entry entry, List<Movement> movements, UUID retirement, Book book) {
        List<List<Movement>> parts = parts(movements);
        List<Message> facts = new ArrayList<>(parts.size());
        for (List<Movement> part : parts) {
            Movement first = part.get(0);
            String block = book.block(first.block()).description().block();
            facts.add(Message.fact(
                    MessageType.CREDITS_RETIRED,
                    block,
                    first.number(),
                    first.number() + part.size() - 1,
                    entry.time(),
                    new CreditsRetired(
                            block,
                            first.number(),
                            ranges(part),
                            retirement,
                            entry.transaction(),
                            facts.size() + 1,
                            parts.size(),
                            entry.effectiveDate(),
                            entry.time())));
        }
        return facts;
    }

    /** The ranges of some movements, with the commitments to their receivers. */
    public static List<MovedRange> ranges(List<Movement> movements) {
        return movements.stream()
                .map(m -> new MovedRange(
                        m.units().first(), m.units().last(), m.commitment().text()))
                .toList();
    }

    /** Movements in order of block and number, cut where the block changes and after every 100. */
    static List<List<Movement>> parts(List<Movement> movements) {
        List<List<Movement>> parts = new ArrayList<>();
        for (Movement movement : movements) {
            List<Movement> last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last == null || last.size() == MOST_RANGES || last.get(0).block() != movement.block()) {
                parts.add(last = new ArrayList<>());
            }
            last.add(movement);
        }
        return parts;
    }
}
