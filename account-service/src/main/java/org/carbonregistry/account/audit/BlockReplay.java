package org.carbonregistry.account.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.carbonregistry.account.ledger.Commitment;
import org.carbonregistry.events.serial.UnitRange;

/**
 * Replays the journal of one block from nothing and says what does not fit: a number left out, a movement of units that
 * were not there, one out of an account that never sends, one whose commitment does not bind its receiver, holdings other
 * than those the journal leads to. It shares no code with what writes the ledger.
 */
final class BlockReplay {

    /** What the replay must know of an account: its kind, and its programme when it is a system account. */
    record Known(String kind, String program) {}

    /** A movement as it is stored; {@code from} null at the opening. */
    record Moved(long number, UnitRange units, Long from, long to, String kind, byte[] blind, byte[] commitment) {}

    /** Units as they are held. */
    record Held(UnitRange units, long account) {}

    private static final List<String> FINAL = List.of("retired", "cancelled", "converted");

    private final String block;
    private final String program;
    private final long quantity;
    private final long nextNumber;
    private final Map<Long, Known> accounts;
    private final TreeMap<Long, Held> owners = new TreeMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private long expected = 1;
    private long opened;

    BlockReplay(String block, String program, long quantity, long nextNumber, Map<Long, Known> accounts) {
        this.block = block;
        this.program = program;
        this.quantity = quantity;
        this.nextNumber = nextNumber;
        this.accounts = accounts;
    }

    /** The next movement, in the order of the numbers. */
    void move(Moved m) {
        if (m.number() != expected) {
            find("numbers-without-gap", "movement " + m.number() + " follows " + (expected - 1));
        }
        expected = m.number() + 1;
        if (!Arrays.equals(Commitment.of(m.blind(), m.to()).value(), m.commitment())) {
            find("commitment-binds-receiver", "movement " + m.number() + " does not bind account " + m.to());
        }
        checkKinds(m);
        long missing = m.units().quantity() - takeOut(m.units(), m.from());
        if (m.from() == null) {
            opened = Math.addExact(opened, m.units().quantity());
        } else if (missing != 0) {
            find("moved-by-owner", "movement " + m.number() + " moves " + missing + " units its sender did not have");
        }
        put(m.units(), m.to());
    }

    private void checkKinds(Moved m) {
        Known to = accounts.get(m.to());
        Known from = m.from() == null ? null : accounts.get(m.from());
        if (from != null && FINAL.contains(from.kind())) {
            find("used-up-for-ever", "movement " + m.number() + " leaves a " + from.kind() + " account");
        }
        if (to == null) {
            find("journal-leads-to-holdings", "movement " + m.number() + " goes to no account");
            return;
        }
        if (FINAL.contains(to.kind()) != FINAL.contains(m.kind())
                || FINAL.contains(m.kind()) && !m.kind().equals(to.kind())) {
            find(
                    "kind-fits-receiver",
                    "movement " + m.number() + ", " + m.kind() + ", goes to a " + to.kind() + " account");
        }
        if (to.program() != null && !to.program().equals(program)) {
            find("kind-fits-receiver", "movement " + m.number() + " goes to a system account of " + to.program());
        }
    }

    /** Takes units from whoever has them; how many of them were the sender's. */
    private long takeOut(UnitRange units, Long sender) {
        long found = 0;
        Long at = owners.floorKey(units.first());
        List<Held> hit = List.copyOf(owners.subMap(at == null ? units.first() : at, true, units.last(), true)
                .values());
        for (Held held : hit) {
            UnitRange common = held.units().intersect(units).orElse(null);
            if (common == null) {
                continue;
            }
            if (sender != null && held.account() == sender) {
                found += common.quantity();
            }
            owners.remove(held.units().first());
            held.units().without(common).forEach(rest -> owners.put(rest.first(), new Held(rest, held.account())));
        }
        return found;
    }

    private void put(UnitRange units, long account) {
        UnitRange joined = units;
        Map.Entry<Long, Held> before = owners.lowerEntry(units.first());
        if (before != null
                && before.getValue().account() == account
                && before.getValue().units().last() + 1 == units.first()) {
            joined = new UnitRange(before.getKey(), joined.last());
        }
        Held after = owners.get(units.last() + 1);
        if (after != null && after.account() == account) {
            owners.remove(after.units().first());
            joined = new UnitRange(joined.first(), after.units().last());
        }
        owners.put(joined.first(), new Held(joined, account));
    }

    /**
     * Compares with what is stored.
     *
     * @param holdings the holdings of the block, ascending by first unit
     */
    List<Finding> compare(List<Held> holdings) {
        if (expected != nextNumber) {
            find("numbers-without-gap", "the next number is " + nextNumber + ", the journal ends before " + expected);
        }
        if (opened != quantity) {
            find("nothing-created", opened + " units were opened of a block of " + quantity);
        }
        long next = 1;
        List<Held> joined = new ArrayList<>();
        for (Held held : holdings) {
            if (held.units().first() != next) {
                find("holdings-partition-block", "unit " + next + " is followed by holding " + held.units());
            }
            next = held.units().last() + 1;
            Held last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
            if (last != null
                    && last.account() == held.account()
                    && last.units().last() + 1 == held.units().first()) {
                joined.set(
                        joined.size() - 1,
                        new Held(
                                new UnitRange(last.units().first(), held.units().last()), held.account()));
            } else {
                joined.add(held);
            }
        }
        if (next != quantity + 1) {
            find("holdings-partition-block", "the holdings end before unit " + next + " of " + quantity);
        }
        if (!Objects.equals(joined, List.copyOf(owners.values()))) {
            find("journal-leads-to-holdings", difference(joined));
        }
        return findings;
    }

    private String difference(List<Held> joined) {
        List<Held> replayed = List.copyOf(owners.values());
        for (int i = 0; i < Math.max(joined.size(), replayed.size()); i++) {
            Held held = i < joined.size() ? joined.get(i) : null;
            Held led = i < replayed.size() ? replayed.get(i) : null;
            if (!Objects.equals(held, led)) {
                return "held: " + held + ", by the journal: " + led;
            }
        }
        return "";
    }

    private void find(String rule, String detail) {
        if (findings.size() < 20) {
            findings.add(new Finding(rule, block, detail));
        }
    }
}
