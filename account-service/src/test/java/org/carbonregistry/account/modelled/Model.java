package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/**
 * The ledger as a child would keep it: for every single unit who has it and what it is kept for. It shares no code with the
 * service but the form of a serial number.
 */
final class Model {

    /** Who has a unit, and the offer or hold it is kept for, or null. */
    record Title(String account, UUID offer, UUID hold) {

        static Title free(String account) {
            return new Title(account, null, null);
        }
    }

    /** A block; the title of unit n is at n. */
    record Block(BlockDescription is, Title[] titles) {}

    static final class Account {
        final String id;
        final String organisation;
        String status = "open";

        Account(String id, String organisation) {
            this.id = id;
            this.organisation = organisation;
        }
    }

    /** An offer; {@code decidedBy} is null while it stands. */
    static final class Offer {
        String from;
        String to;
        Map<String, BitSet> units;
        Instant expiresAt;
        String status;
        String decidedBy;
    }

    static final class Hold {
        UUID id;
        String account;
        String venue;
        UUID mandate;
        long quantity;
        long settled;
        long released;
        Set<String> blocks;
        Instant expiresAt;
        String status = "placed";

        long left() {
            return quantity - settled - released;
        }
    }

    static final class Mandate {
        UUID id;
        String organisation;
        String account;
        String venue;
        List<String> acts;
        long quantity;
        long used;
        Instant grantedAt;
        Instant validUntil;
        boolean revoked;

        boolean allows(String act, Instant now) {
            return !revoked && now.isBefore(validUntil) && acts.contains(act);
        }
    }

    /** An order of an authority; exactly one of account, project and units is not null. */
    static final class Freeze {
        String account;
        String project;
        Map<String, BitSet> units;
        String releasedBy;
        String releasedWhy;
    }

    /** What the journal should say: of one transaction and block, from one account to another. */
    record Move(UUID transaction, String block, String from, String to, String kind) {}

    /** What was used under a mandate, as the service wrote it down. */
    record Use(UUID mandate, String act, long quantity) {}

    private static final Comparator<Block> OLDEST_FIRST =
            Comparator.comparing((Block b) -> b.is().vintageEnd()).thenComparing(b -> b.is().blockNumber());

    final Map<String, Block> blocks = new LinkedHashMap<>();
    final Map<String, Account> accounts = new TreeMap<>();
    final Map<UUID, Offer> offers = new LinkedHashMap<>();
    final Map<UUID, Hold> holds = new LinkedHashMap<>();
    final Map<UUID, Mandate> mandates = new LinkedHashMap<>();
    final Map<UUID, Freeze> freezes = new LinkedHashMap<>();
    final Map<Move, BitSet> journal = new HashMap<>();
    final Set<UUID> trades = new HashSet<>();
    final Set<String> organisations = new HashSet<>();
    /** The uses by cause while a history is replayed; null while the model decides by itself. */
    Map<UUID, List<Use>> recordedUses;
    /** Programmes' accounts, by kind. */
    final Map<String, String> system = new HashMap<>();

    private List<Block> oldestFirst = new ArrayList<>();

    void open(BlockDescription block) {
        blocks.put(block.block(), new Block(block, new Title[(int) block.quantity() + 1]));
        oldestFirst = blocks.values().stream().sorted(OLDEST_FIRST).toList();
    }

    /** The number of the first block of this world; later ones are its own, too. */
    long firstBlock() {
        return blocks.values().stream()
                .mapToLong(b -> b.is().blockNumber())
                .min()
                .orElse(0);
    }

    // ---- rules

    Account requireSender(String id, String organisation) {
        Account account = requireOwner(id, organisation);
        if (!account.status.equals("open")) {
            throw new No("account-" + account.status);
        }
        return account;
    }

    private Account requireOwner(String id, String organisation) {
        Account account = accounts.get(id);
        if (account == null) {
            throw new No("unknown-account");
        }
        if (account.organisation == null || !account.organisation.equals(organisation)) {
            throw new No("wrong-owner");
        }
        return account;
    }

    Account requireReceiver(String id) {
        Account account = accounts.get(id);
        if (account == null || account.organisation == null) {
            throw new No("unknown-account");
        }
        if (account.status.equals("closed")) {
            throw new No("account-closed");
        }
        return account;
    }

    /** Whether a unit may not move out of an account. */
    boolean isFrozen(String account, Block block, int unit) {
        for (Freeze f : freezes.values()) {
            if (f.releasedBy == null
                    && (account.equals(f.account)
                            || block.is().project().equals(f.project)
                            || f.units != null
                                    && f.units
                                            .getOrDefault(block.is().block(), new BitSet())
                                            .get(unit))) {
                return true;
            }
        }
        return false;
    }

    void requireClear(String account, Map<String, BitSet> units) {
        units.forEach((block, set) -> set.stream().forEach(unit -> {
            if (isFrozen(account, blocks.get(block), unit)) {
                throw new No("frozen");
            }
        }));
    }

    /**
     * The units under a title that an order gets.
     *
     * @param among the only blocks it may take from, or null
     * @param taken units that are gone already within the same order
     * @param given what the service chose, or null: then the oldest are chosen
     */
    Map<String, BitSet> pick(
            Title from, Selection wanted, Set<String> among, Map<String, BitSet> taken, Map<String, BitSet> given) {
        if (wanted.serials() != null) {
            return exactly(from, wanted.serials(), among);
        }
        Map<String, BitSet> chosen = new TreeMap<>();
        long missing = wanted.quantity();
        long there = 0;
        for (Block block : oldestFirst) {
            String name = block.is().block();
            if (!wanted.accepts(block.is()) || among != null && !among.contains(name)) {
                continue;
            }
            BitSet gone = taken.getOrDefault(name, new BitSet());
            for (int unit = 1; unit < block.titles().length; unit++) {
                if (!from.equals(block.titles()[unit]) || gone.get(unit)) {
                    continue;
                }
                there++;
                if (missing > 0 && !isFrozen(from.account(), block, unit)) {
                    chosen.computeIfAbsent(name, b -> new BitSet()).set(unit);
                    missing--;
                }
            }
        }
        if (missing > 0) {
            throw new No(there >= wanted.quantity() ? "frozen" : "insufficient-units");
        }
        return given == null ? chosen : requireFit(from, wanted, among, taken, given);
    }

    /** What others did meanwhile may have made other units the oldest; but all must be of those that could be taken. */
    private Map<String, BitSet> requireFit(
            Title from, Selection wanted, Set<String> among, Map<String, BitSet> taken, Map<String, BitSet> given) {
        if (size(given) != wanted.quantity()) {
            throw new Wrong(size(given) + " units went, not " + wanted.quantity());
        }
        given.forEach((name, units) -> {
            Block block = blocks.get(name);
            if (!wanted.accepts(block.is()) || among != null && !among.contains(name)) {
                throw new Wrong(name + " is not what was wanted: " + wanted);
            }
            units.stream().forEach(unit -> {
                if (taken.getOrDefault(name, new BitSet()).get(unit) || !from.equals(block.titles()[unit])) {
                    throw new Wrong("unit " + unit + " of " + name + " went from " + from + ", but it was under "
                            + block.titles()[unit]);
                }
                if (isFrozen(from.account(), block, unit)) {
                    throw new Wrong("unit " + unit + " of " + name + " moved, but it was frozen");
                }
            });
        });
        return given;
    }

    private Map<String, BitSet> exactly(Title from, List<SerialRange> serials, Set<String> among) {
        for (SerialRange serial : serials) {
            if (among != null && !among.contains(serial.blockName())) {
                throw new No("not-on-this-hold");
            }
            Block block = blocks.get(serial.blockName());
            if (block == null || serial.units().last() > block.is().quantity()) {
                throw new No("unknown-serial");
            }
            if (!serial.country().equals(block.is().country())
                    || !serial.project().equals(block.is().projectCode())
                    || serial.vintage() != block.is().vintage()) {
                throw new No("inconsistent-serial");
            }
        }
        Map<String, TreeMap<UnitRange, SerialRange>> byBlock = new LinkedHashMap<>();
        Map<String, BitSet> chosen = new TreeMap<>();
        for (SerialRange serial : serials) {
            BitSet before = chosen.computeIfAbsent(serial.blockName(), b -> new BitSet());
            BitSet named = bits(serial.units());
            if (before.intersects(named)) {
                throw new No("repeated-units");
            }
            before.or(named);
            byBlock.computeIfAbsent(serial.blockName(), b -> new TreeMap<>()).put(serial.units(), serial);
        }
        byBlock.forEach((block, ranges) -> ranges.keySet().forEach(r -> requireUnder(from, blocks.get(block), r)));
        return chosen;
    }

    private void requireUnder(Title from, Block block, UnitRange range) {
        boolean all = true;
        boolean mine = true;
        boolean offered = false;
        boolean frozen = false;
        for (int unit = (int) range.first(); unit <= range.last(); unit++) {
            Title title = block.titles()[unit];
            all &= title.equals(from);
            mine &= title.account().equals(from.account());
            offered |= title.account().equals(from.account()) && title.offer() != null;
            frozen |= isFrozen(from.account(), block, unit);
        }
        if (!mine) {
            throw new No("not-held");
        }
        if (!all) {
            throw new No(from.hold() != null ? "not-on-this-hold" : offered ? "reserved" : "on-hold");
        }
        if (frozen) {
            throw new No("frozen");
        }
    }

    // ---- what happens

    /** Gives units another title; they must all be under the first. */
    void retitle(Map<String, BitSet> units, Title from, Title to) {
        units.forEach((name, set) -> set.stream().forEach(unit -> {
            Title[] titles = blocks.get(name).titles();
            if (!from.equals(titles[unit])) {
                throw new Wrong("unit " + unit + " of " + name + " is under " + titles[unit] + ", not under " + from);
            }
            titles[unit] = to;
        }));
    }

    /** Moves units to another account, free of everything; the journal should say so. */
    void move(UUID transaction, String kind, Map<String, BitSet> units, Title from, String to) {
        retitle(units, from, Title.free(to));
        units.forEach((block, set) -> journal.computeIfAbsent(
                        new Move(transaction, block, from.account(), to, kind), m -> new BitSet())
                .or(set));
    }

    /** All units under a title. */
    Map<String, BitSet> under(Title title) {
        Map<String, BitSet> found = new TreeMap<>();
        blocks.forEach((name, block) -> {
            for (int unit = 1; unit < block.titles().length; unit++) {
                if (title.equals(block.titles()[unit])) {
                    found.computeIfAbsent(name, b -> new BitSet()).set(unit);
                }
            }
        });
        return found;
    }

    /** The newest units of a hold. */
    Map<String, BitSet> newest(Hold hold, long quantity) {
        Map<String, BitSet> chosen = new TreeMap<>();
        Title title = new Title(hold.account, null, hold.id);
        long missing = quantity;
        for (int i = oldestFirst.size() - 1; i >= 0; i--) {
            Block block = oldestFirst.get(i);
            for (int unit = block.titles().length - 1; unit > 0 && missing > 0; unit--) {
                if (title.equals(block.titles()[unit])) {
                    chosen.computeIfAbsent(block.is().block(), b -> new BitSet())
                            .set(unit);
                    missing--;
                }
            }
        }
        if (missing > 0) {
            throw new Wrong("of hold " + hold.id + " " + quantity + " units ended, but " + missing + " were not there");
        }
        return chosen;
    }

    // ---- sets of units

    static BitSet bits(UnitRange range) {
        BitSet bits = new BitSet();
        bits.set((int) range.first(), (int) range.last() + 1);
        return bits;
    }

    /** @throws Wrong when a unit is named twice */
    static Map<String, BitSet> units(List<SerialRange> serials) {
        Map<String, BitSet> units = new TreeMap<>();
        for (SerialRange serial : serials) {
            BitSet set = units.computeIfAbsent(serial.blockName(), b -> new BitSet());
            BitSet named = bits(serial.units());
            if (set.intersects(named)) {
                throw new Wrong("an answer names units twice: " + serials);
            }
            set.or(named);
        }
        return units;
    }

    static long size(Map<String, BitSet> units) {
        return units.values().stream().mapToLong(BitSet::cardinality).sum();
    }

    static void add(Map<String, BitSet> to, Map<String, BitSet> units) {
        units.forEach(
                (block, set) -> to.computeIfAbsent(block, b -> new BitSet()).or(set));
    }
}
