package org.carbonregistry.account.ledger;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;

/** The locked blocks and what is held in them, while orders are decided one after the other. */
public final class Book {

    private final Map<Long, Block> blocks = new HashMap<>();
    private final Map<String, Block> byName = new HashMap<>();
    private final List<Block> oldestFirst;
    private final Map<String, List<Block>> byProject = new HashMap<>();
    private final Map<Wanted.Filter, Map<String, Deque<Long>>> eligible = new HashMap<>();
    private final Holdings holdings;
    private final Instant time;

    /**
     * @param time database time, read under the locks
     */
    public Book(Collection<Block> locked, Holdings holdings, Instant time) {
        for (Block block : locked) {
            blocks.put(block.id(), block);
            byName.put(block.description().block(), block);
        }
        this.oldestFirst = locked.stream().sorted(Block.OLDEST_FIRST).toList();
        for (Block block : oldestFirst) {
            byProject
                    .computeIfAbsent(block.description().project(), p -> new ArrayList<>())
                    .add(block);
        }
        this.holdings = holdings;
        this.time = time;
    }

    public Block block(long id) {
        return blocks.get(id);
    }

    public Collection<Block> blocks() {
        return blocks.values();
    }

    public Holdings holdings() {
        return holdings;
    }

    public Instant time() {
        return time;
    }

    /**
     * The free units an order gets: all it wants, or none.
     *
     * @throws Refused unknown-serial, inconsistent-serial, program-ambiguous, repeated-units, not-held, reserved,
     *     insufficient-units, too-many-ranges
     */
    public List<Units> choose(Wanted wanted) {
        return wanted.isExact() ? exact(wanted) : oldest(wanted);
    }

    private List<Units> exact(Wanted wanted) {
        List<Units> units = new ArrayList<>(wanted.serials().size());
        for (int i = 0; i < wanted.serials().size(); i++) {
            SerialRange serial = wanted.serials().get(i);
            Block block = byName.get(serial.blockName());
            String pointer = "/serials/" + i;
            if (block == null || serial.units().last() > block.description().quantity()) {
                throw new Refused(AccountRefusal.UNKNOWN_SERIAL, serial + " names no unit of this registry", pointer);
            }
            if (!fits(serial, block.description())) {
                throw new Refused(
                        AccountRefusal.INCONSISTENT_SERIAL,
                        serial + " does not fit its block: " + block.serial(serial.units()),
                        pointer);
            }
            if (!serial.program().equals(wanted.serials().get(0).program())) {
                throw new Refused(
                        AccountRefusal.PROGRAM_AMBIGUOUS, "one order is about units of one programme", pointer);
            }
            units.add(new Units(block.id(), serial.units()));
        }
        return holdings.exactly(
                wanted.filter().account(), units, k -> wanted.serials().get(k).format());
    }

    /** Whether the words of a serial number are those of its block. */
    public static boolean fits(SerialRange serial, BlockDescription block) {
        return serial.country().equals(block.country())
                && serial.project().equals(block.projectCode())
                && serial.vintage() == block.vintage();
    }

    private List<Units> oldest(Wanted wanted) {
        Title from = Title.free(wanted.filter().account());
        Map<String, Deque<Long>> byProgram = eligible.computeIfAbsent(wanted.filter(), this::eligible);
        // Within one batch units only leave the accounts that orders draw on, so an empty block stays empty.
        byProgram.values().forEach(deque -> {
            while (!deque.isEmpty() && holdings.isEmpty(from, deque.peekFirst())) {
                deque.removeFirst();
            }
        });
        byProgram.values().removeIf(Deque::isEmpty);
        if (byProgram.size() > 1) {
            throw new Refused(
                    AccountRefusal.PROGRAM_AMBIGUOUS,
                    "the account holds such units of " + String.join(" and ", byProgram.keySet())
                            + ": name the programme",
                    "/program");
        }
        Iterable<Long> candidates =
                byProgram.isEmpty() ? List.of() : byProgram.values().iterator().next();
        return holdings.oldest(from, candidates, wanted.quantity());
    }

    /** As few as can be looked up: a batch may have thousands of orders, each for another of thousands of blocks. */
    private List<Block> narrowed(Wanted.Filter filter) {
        if (filter.block() != null) {
            Block named = byName.get(filter.block());
            return named == null ? List.of() : List.of(named);
        }
        return filter.project() == null ? oldestFirst : byProject.getOrDefault(filter.project(), List.of());
    }

    private Map<String, Deque<Long>> eligible(Wanted.Filter filter) {
        Map<String, Deque<Long>> found = new TreeMap<>(Comparator.naturalOrder());
        for (Block block : narrowed(filter)) {
            if (filter.accepts(block)) {
                found.computeIfAbsent(block.description().program(), p -> new ArrayDeque<>())
                        .add(block.id());
            }
        }
        return found;
    }
}
