package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.account.modelled.Known.Thing;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** Draws commands: most of them likely to succeed, by what is known from earlier answers, some of them senseless. */
final class Draw {

    /** One kind of command and how often it comes. */
    private record Kind(int weight, Function<Random, Command> draw) {}

    static final String PROGRAM = "MDL";
    private static final AtomicLong NEXT_BLOCK = new AtomicLong(1);
    private static final int MOST_FREEZES = 2;
    private static final int MOST_SUSPENDED = 2;

    private final Known known;
    private final Supplier<Instant> now;
    private final String prefix;
    private final AtomicLong next = new AtomicLong();
    private final boolean lapsing;
    private final List<Kind> kinds;
    private final int total;

    /**
     * @param prefix of all names, so that no other draw has the same: the number of the world, a dash, anything
     * @param lapsing whether some offers, holds and mandates end by themselves within a second or two
     */
    Draw(Known known, Supplier<Instant> now, String prefix, boolean lapsing) {
        this.known = known;
        this.now = now;
        this.prefix = prefix;
        this.lapsing = lapsing;
        this.kinds = List.of(
                new Kind(300, this::offer),
                new Kind(110, r -> decide(r, "accept")),
                new Kind(25, r -> decide(r, "reject")),
                new Kind(25, r -> decide(r, "cancel")),
                new Kind(90, this::retire),
                new Kind(50, this::retireFromHold),
                new Kind(65, this::hold),
                new Kind(65, this::holdUnderMandate),
                new Kind(110, r -> trade(r, false)),
                new Kind(15, r -> trade(r, true)),
                new Kind(45, this::release),
                new Kind(25, this::grant),
                new Kind(8, this::revoke),
                new Kind(14, this::freeze),
                new Kind(22, this::unfreeze),
                new Kind(16, this::changeAccount),
                new Kind(5, r -> new OpenAccount(known.organisation(r), Known.REGISTRAR, name())),
                new Kind(12, this::block),
                new Kind(60, this::again));
        this.total = kinds.stream().mapToInt(Kind::weight).sum();
    }

    Command next(Random random) {
        int at = random.nextInt(total);
        for (Kind kind : kinds) {
            at -= kind.weight();
            if (at < 0) {
                return kind.draw().apply(random);
            }
        }
        throw new IllegalStateException();
    }

    private String name() {
        return prefix + "-" + next.incrementAndGet();
    }

    private static boolean chance(Random r, int percent) {
        return r.nextInt(100) < percent;
    }

    // ---- transfers

    private Command offer(Random r) {
        String from = known.sender(r);
        Person who = known.holder(r, chance(r, 4) ? known.organisation(r) : known.ownerOf(from));
        String to = chance(r, 1) ? from : known.account(r);
        Instant expiresAt = lapsing && chance(r, 8) ? soon(r) : null;
        return new OfferUnits(name(), who, from, to, selection(r, from, 40), expiresAt, "for " + name());
    }

    private Command decide(Random r, String verb) {
        Thing offer = known.offer(r);
        String account = verb.equals("cancel") ? offer.first() : offer.second();
        String organisation = chance(r, 4) ? known.organisation(r) : known.ownerOf(account);
        return new DecideOffer(offer.id(), verb, known.holder(r, organisation));
    }

    /** Serial numbers that the account got lately, or a quantity of its oldest units. */
    private Selection selection(Random r, String account, int most) {
        SerialRange got = known.range(r, chance(r, 90) ? account : known.account(r));
        if (got != null && chance(r, 35)) {
            List<SerialRange> serials = new ArrayList<>(List.of(part(r, got)));
            if (chance(r, 25)) {
                SerialRange more = known.range(r, account);
                serials.add(part(r, more == null ? got : more));
            }
            return new Selection(null, serials, null, null, null);
        }
        long quantity = 1 + r.nextInt(most);
        BlockDescription block = known.block(r);
        switch (r.nextInt(8)) {
            case 0:
                return new Selection(quantity, null, block.project(), null, null);
            case 1:
                return new Selection(quantity, null, null, block.vintage(), null);
            case 2:
                return new Selection(quantity, null, null, null, block.block());
            case 3:
                return new Selection(quantity, null, block.project(), block.vintage(), null);
            default:
                return Selection.of(quantity);
        }
    }

    /** Some units of a range; seldom one too many, or of a block that is not so. */
    private static SerialRange part(Random r, SerialRange all) {
        long first = all.units().first() + r.nextInt((int) all.units().quantity());
        long last = first + r.nextInt((int) Math.min(25, all.units().last() - first + 1));
        SerialRange part = all.withUnits(new UnitRange(first, last));
        if (chance(r, 2)) {
            return all.withUnits(new UnitRange(first, 1_000_000));
        }
        return chance(r, 2)
                ? new SerialRange(
                        part.program(), part.country(), part.project(), part.vintage() - 1, part.block(), part.units())
                : part;
    }

    // ---- retirements

    private Command retire(Random r) {
        String account = known.sender(r);
        Person who = known.holder(r, chance(r, 4) ? known.organisation(r) : known.ownerOf(account));
        return new Retire(id(r), who, account, selection(r, account, 20), null);
    }

    private Command retireFromHold(Random r) {
        Thing hold = known.hold(r);
        String venue = chance(r, 4) ? known.organisation(r) : hold.second();
        String account = chance(r, 3) ? known.account(r) : hold.first();
        SerialRange on = known.range(r, hold.id().toString());
        Selection wanted = on != null && chance(r, 40)
                ? new Selection(null, List.of(part(r, on)), null, null, null)
                : Selection.of(1 + r.nextInt(10));
        return new Retire(id(r), known.venue(venue), account, wanted, hold.id());
    }

    /** From the random numbers, so that the same seed draws the same. */
    private static UUID id(Random r) {
        return new UUID(r.nextLong(), r.nextLong());
    }

    // ---- holds and trades

    private Command hold(Random r) {
        String account = known.sender(r);
        Person who = known.holder(r, chance(r, 4) ? known.organisation(r) : known.ownerOf(account));
        String venue = chance(r, 2) ? "nobody-" + prefix : known.venue(r);
        return new PlaceHold(name(), who, account, venue, selection(r, account, 80), until(r));
    }

    private Command holdUnderMandate(Random r) {
        Thing mandate = known.mandate(r);
        String account = chance(r, 6) ? known.account(r) : mandate.first();
        String venue = mandate.second();
        return new PlaceHold(name(), known.venue(venue), account, venue, selection(r, account, 60), until(r));
    }

    private Instant until(Random r) {
        return lapsing && chance(r, 8) ? soon(r) : now.get().plusSeconds(86_400 + r.nextInt(1000));
    }

    private Instant soon(Random r) {
        return now.get().plusMillis(300 + r.nextInt(1200));
    }

    private Command trade(Random r, boolean dryRun) {
        Thing hold = known.hold(r);
        List<Trade.Leg> legs = new ArrayList<>();
        int count = 1 + (chance(r, 40) ? 1 + r.nextInt(4) : 0);
        for (int i = 0; i < count; i++) {
            Thing from = i == 0 || chance(r, 40) ? hold : known.holdOf(r, hold.second());
            String buyer = chance(r, 1) ? from.first() : known.account(r);
            legs.add(new Trade.Leg(from.id(), 1 + r.nextInt(15), buyer, chance(r, 12)));
        }
        String venue = chance(r, 3) ? known.venue(r) : hold.second();
        return new Trade("t" + name(), known.venue(venue), legs, dryRun, "12.5");
    }

    private Command release(Random r) {
        Thing hold = known.hold(r);
        String venue = chance(r, 4) ? known.venue(r) : hold.second();
        Long quantity = chance(r, 60) ? Long.valueOf(1 + r.nextInt(15)) : null;
        return new ReleaseHold(hold.id(), known.venue(venue), quantity, "r" + name());
    }

    // ---- mandates

    Command grant(Random r) {
        String account = known.account(r);
        Person who = known.holder(r, chance(r, 4) ? known.organisation(r) : known.ownerOf(account));
        List<String> acts = new ArrayList<>(List.of("hold", "settle", "retire"));
        if (chance(r, 30)) {
            acts.remove(r.nextInt(3));
        }
        Instant until = lapsing && chance(r, 10) ? soon(r) : now.get().plusSeconds(86_400);
        return new Grant(name(), who, account, known.venue(r), acts, 20 + r.nextInt(600), until);
    }

    private Command revoke(Random r) {
        Thing mandate = known.mandate(r);
        String organisation = chance(r, 10) ? known.organisation(r) : known.ownerOf(mandate.first());
        return new Revoke(mandate.id(), known.holder(r, organisation));
    }

    // ---- freezes and accounts

    private Command freeze(Random r) {
        if (known.freezes() >= MOST_FREEZES) {
            return unfreeze(r);
        }
        switch (r.nextInt(4)) {
            case 0:
                return new OrderFreeze(name(), Known.REGISTRAR, known.account(r), null, null, "case " + name());
            case 1:
                String project = chance(r, 10) ? "MDL-9" : known.block(r).project();
                return new OrderFreeze(name(), Known.REGISTRAR, null, project, null, "case " + name());
            default:
                SerialRange range = known.anyRange(r);
                return new OrderFreeze(name(), Known.REGISTRAR, null, null, List.of(part(r, range)), "case " + name());
        }
    }

    private Command unfreeze(Random r) {
        return new Unfreeze(known.freeze(r), known.registrar(r), "ended " + name());
    }

    private Command changeAccount(Random r) {
        String suspended = known.suspended(r);
        if (suspended != null && (known.suspensions() >= MOST_SUSPENDED || chance(r, 60))) {
            String verb = chance(r, 15) ? "close" : "reinstate";
            return new ChangeAccount(suspended, verb, "because " + name(), known.registrar(r));
        }
        String verb = chance(r, 75) ? "suspend" : chance(r, 50) ? "close" : "reinstate";
        return new ChangeAccount(known.account(r), verb, "because " + name(), known.registrar(r));
    }

    // ---- blocks

    Command block(Random r) {
        return block(r, known.account(r));
    }

    OpenBlock block(Random r, String account) {
        long number = NEXT_BLOCK.getAndIncrement();
        int vintage = 2020 + r.nextInt(3);
        String project = prefix.split("-")[0] + (1 + r.nextInt(3));
        int quantity = 150 + r.nextInt(450);
        BlockDescription is = new BlockDescription(
                PROGRAM + "-" + number,
                PROGRAM,
                PROGRAM + "-" + project,
                project,
                "KE",
                number,
                LocalDate.of(vintage, 1, 1),
                LocalDate.of(vintage, 12, 31),
                1000,
                quantity);
        return new OpenBlock(is, account, r.nextInt(30), id(r));
    }

    // ---- repeats

    private Command again(Random r) {
        Known.Done done = known.done(r);
        if (done == null) {
            return offer(r);
        }
        if (chance(r, 20)) {
            Command other = altered(done.command());
            if (other != null) {
                return new Again(other, done.answer(), true);
            }
        }
        return new Again(done.command(), done.answer(), false);
    }

    private static Command altered(Command command) {
        return command instanceof OfferUnits o
                ? o.other()
                : command instanceof PlaceHold p
                        ? p.other()
                        : command instanceof Trade t
                                ? t.other()
                                : command instanceof Grant g
                                        ? g.other()
                                        : command instanceof OrderFreeze f ? f.other() : null;
    }
}
