package org.carbonregistry.account.modelled;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.carbonregistry.account.modelled.Model.Move;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.message.HoldChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** The journal of a world and the facts that were published of it, against its model. */
final class Published {

    /** A movement as the journal has it. */
    private record Moved(
            long number,
            long first,
            long last,
            String from,
            String to,
            String kind,
            UUID transaction,
            String commitment) {}

    private final Cluster cluster;
    private final Model model;

    Published(Cluster cluster, Model model) {
        this.cluster = cluster;
        this.model = model;
    }

    void all() {
        Map<String, List<Moved>> journal = journal();
        ledger(journal);
        holds();
        accounts();
    }

    /** Numbers without a gap, times that never run back, and the movements the model made, no more and no fewer. */
    private Map<String, List<Moved>> journal() {
        Map<String, List<Moved>> byBlock = new TreeMap<>();
        Map<String, String> last = new HashMap<>();
        Map<Move, BitSet> moves = new HashMap<>();
        Compare.rows(
                cluster,
                """
                select b.name, m.number, m.first_unit, m.last_unit, m.from_account, m.to_account, m.kind, m.transaction_id,
                  encode(m.commitment, 'base64'),
                  to_char(m.recorded_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')
                from movement m join block b on b.id = m.block_id where b.program = '%s' and b.block_number >= %d
                order by b.id, m.number
                """
                        .formatted(Draw.PROGRAM, model.firstBlock()),
                row -> {
                    String block = row.getString(1);
                    if (!model.blocks.containsKey(block)) {
                        return;
                    }
                    String from = row.getString(5) == null ? null : "A" + row.getLong(5);
                    Moved m = new Moved(
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            from,
                            "A" + row.getLong(6),
                            row.getString(7),
                            row.getObject(8, UUID.class),
                            row.getString(9));
                    List<Moved> before = byBlock.computeIfAbsent(block, b -> new ArrayList<>());
                    before.add(m);
                    Compare.same("the next number in the journal of " + block, (long) before.size(), m.number());
                    String time = row.getString(10);
                    if (last.getOrDefault(block, "").compareTo(time) > 0) {
                        throw new Wrong("the journal of " + block + " runs back in time at " + m);
                    }
                    last.put(block, time);
                    BitSet units = moves.computeIfAbsent(
                            new Move(m.transaction(), block, from, m.to(), m.kind()), k -> new BitSet());
                    BitSet moved = Model.bits(new UnitRange(m.first(), m.last()));
                    if (units.intersects(moved)) {
                        throw new Wrong("one transaction moves units of " + block + " twice: " + m);
                    }
                    units.or(moved);
                });
        model.journal.forEach(
                (move, units) -> Compare.same("what moved by " + move, units, moves.getOrDefault(move, new BitSet())));
        moves.keySet().removeAll(model.journal.keySet());
        if (!moves.isEmpty()) {
            throw new Wrong("the journal has movements that nobody was told of: " + moves);
        }
        return byBlock;
    }

    /** Every movement in exactly one fact, with its number, range and commitment. */
    private void ledger(Map<String, List<Moved>> journal) {
        Map<String, Long> upto = new HashMap<>();
        for (Message fact : ofTopic("registry.ledger")) {
            List<Moved> moved = journal.get(fact.stream());
            if (moved == null) {
                continue;
            }
            long number = fact.number();
            long due = upto.getOrDefault(fact.stream(), 0L) + 1;
            if (number != due) {
                throw new Wrong("of " + fact.stream() + " fact " + due + " never came, but " + number);
            }
            List<MovedRange> ranges = ranges(fact);
            Compare.same("the last number of " + fact, number + ranges.size() - 1, fact.lastNumber());
            for (MovedRange range : ranges) {
                Moved m = number > moved.size() ? null : moved.get((int) number - 1);
                if (m == null) {
                    throw new Wrong(fact + " tells of a movement that is not in the journal: " + number);
                }
                Compare.same(
                        "what " + fact + " publishes as number " + number,
                        new MovedRange(m.first(), m.last(), m.commitment()),
                        range);
                Compare.same("the transaction of " + fact, m.transaction(), transaction(fact));
                Compare.same("the kind of " + fact, m.kind(), kind(fact));
                number++;
            }
            upto.put(fact.stream(), fact.lastNumber());
        }
        journal.forEach((block, moved) -> Compare.same(
                "how far the facts of " + block + " go", (long) moved.size(), upto.getOrDefault(block, 0L)));
    }

    private static List<MovedRange> ranges(Message fact) {
        return fact.type() == MessageType.BLOCK_OPENED
                ? fact.content(BlockOpened.class).ranges()
                : fact.type() == MessageType.CREDITS_RETIRED
                        ? fact.content(CreditsRetired.class).ranges()
                        : fact.content(CreditsTransferred.class).ranges();
    }

    private static UUID transaction(Message fact) {
        return fact.type() == MessageType.BLOCK_OPENED
                ? fact.content(BlockOpened.class).transaction()
                : fact.type() == MessageType.CREDITS_RETIRED
                        ? fact.content(CreditsRetired.class).transaction()
                        : fact.content(CreditsTransferred.class).transaction();
    }

    private static String kind(Message fact) {
        return fact.type() == MessageType.BLOCK_OPENED
                ? "opened"
                : fact.type() == MessageType.CREDITS_RETIRED ? "retired" : "transferred";
    }

    /** The facts of each hold are numbered on, never go back, and end where the model is. */
    private void holds() {
        Map<UUID, HoldChanged> last = new HashMap<>();
        for (Message fact : ofTopic("registry.holds")) {
            if (!model.holds.containsKey(UUID.fromString(fact.stream()))) {
                continue;
            }
            HoldChanged now = fact.content(HoldChanged.class);
            HoldChanged before = last.put(now.hold(), now);
            Compare.same("the number of " + fact, before == null ? 1L : before.number() + 1, now.number());
            boolean back = before != null
                    && (now.settled() < before.settled()
                            || now.released() < before.released()
                            || before.onHold() == 0
                            || now.quantity() != before.quantity());
            if (back || now.onHold() != now.quantity() - now.settled() - now.released()) {
                throw new Wrong("a hold went from " + before + " to " + now);
            }
        }
        model.holds.forEach((id, h) -> {
            HoldChanged fact = last.get(id);
            if (fact == null) {
                throw new Wrong("nothing was published of hold " + id);
            }
            Compare.same(
                    "what was published of hold " + id,
                    h.status + " " + h.settled + " " + h.released,
                    fact.status() + " " + fact.settled() + " " + fact.released());
        });
    }

    private void accounts() {
        Map<String, AccountChanged> last = new HashMap<>();
        for (Message fact : ofTopic("registry.accounts")) {
            if (model.accounts.containsKey(fact.stream())) {
                AccountChanged now = fact.content(AccountChanged.class);
                AccountChanged before = last.put(now.account(), now);
                Compare.same("the number of " + fact, before == null ? 1L : before.number() + 1, now.number());
            }
        }
        model.accounts.forEach((id, a) -> Compare.same(
                "what was published of account " + id,
                a.status,
                last.containsKey(id) ? last.get(id).status() : "nothing"));
    }

    /**
     * In the order of their numbers: where the broker was killed they may have overtaken each other, and who reads them parks
     * them. None may be missing.
     */
    private List<Message> ofTopic(String topic) {
        return cluster.wire().facts().stream()
                .filter(m -> m.isFact() && m.type().topic().topicName().equals(topic))
                .sorted(Comparator.comparing(Message::stream).thenComparing(Message::number))
                .toList();
    }
}
