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

    /** What is looked for, under which title: its blocks are found once a batch. */
    private record Sought(Wanted.Filter filter, Title from) {}

    private final Map<Long, Block> blocks = new HashMap<>();
    private final Map<String, Block> byName = new HashMap<>();
    private final List<Block> oldestFirst;
    private final Map<String, List<Block>> byProject = new HashMap<>();
    private final Map<Sought, Map<String, Deque<Long>>> eligible = new HashMap<>();
    private final Holdings holdings;
    private final Frozen frozen;
    private final Instant time;

    /**
     * @param frozen what may not move, read under the locks
     * @param time database time, read under the locks
     */
    public Book(Collection<Block> locked, Holdings holdings, Frozen frozen, Instant time) {
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
        this.frozen = frozen;
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

    public Frozen frozen() {
        return frozen;
    }

    public Instant time() {
        return time;
    }

    /**
     * The free units an order gets: all it wants, or none.
     *
     * @throws Refused unknown-serial, inconsistent-serial, program-ambiguous, repeated-units, not-held, reserved, on-hold,
     *     frozen, insufficient-units, too-many-ranges
     */
    public List<Units> choose(Wanted wanted) {
        return choose(wanted, Title.free(wanted.filter().account()));
    }

    /**
     * The units under a title that an order gets: all it wants, or none.
     *
     * @param from the account of the order, free or kept for what the order is about
     */
    public List<Units> choose(Wanted wanted, Title from) {
        return choose(wanted, from, frozen);
    }

    /**
     * The units under a title that an order gets: all it wants, or none.
     *
     * @param respected what of the frozen units stays where it is: all of it, unless the order is an authority's, too
     */
    public List<Units> choose(Wanted wanted, Title from, Frozen respected) {
        return wanted.isExact() ? exact(wanted, from, respected) : oldest(wanted, from, respected);
    }

    private List<Units> exact(Wanted wanted, Title from, Frozen respected) {
        List<Units> units = new ArrayList<>(wanted.serials().size());
        for (int i = 0; i < wanted.serials().size(); i++) {
            SerialRange serial = wanted.serials().get(i);
            String pointer = "/serials/" + i;
            Units named = named(serial, byName.get(serial.blockName()), pointer);
            if (!serial.program().equals(wanted.serials().get(0).program())) {
                throw new Refused(
                        AccountRefusal.PROGRAM_AMBIGUOUS, "one order is about units of one programme", pointer);
            }
            units.add(named);
        }
        return holdings.exactly(from, units, k -> wanted.serials().get(k).format(), respected);
    }

    /**
     * The units that a serial range names.
     *
     * @param block the block of its programme and number, or null
     * @throws Refused unknown-serial, inconsistent-serial
     */
    public static Units named(SerialRange serial, Block block, String pointer) {
        if (block == null || serial.units().last() > block.description().quantity()) {
            throw new Refused(AccountRefusal.UNKNOWN_SERIAL, serial + " names no unit of this registry", pointer);
        }
        if (!fits(serial, block.description())) {
            throw new Refused(
                    AccountRefusal.INCONSISTENT_SERIAL,
                    serial + " does not fit its block: " + block.serial(serial.units()),
                    pointer);
        }
        return new Units(block.id(), serial.units());
    }

    /** Whether the words of a serial number are those of its block. */
    public static boolean fits(SerialRange serial, BlockDescription block) {
        return serial.country().equals(block.country())
                && serial.project().equals(block.projectCode())
                && serial.vintage() == block.vintage();
    }

    private List<Units> oldest(Wanted wanted, Title from, Frozen respected) {
        Map<String, Deque<Long>> byProgram =
                eligible.computeIfAbsent(new Sought(wanted.filter(), from), s -> eligible(s.filter()));
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
        return holdings.oldest(from, candidates, wanted.quantity(), respected);
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
