package org.carbonregistry.account.modelled;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;

/** What clients know from the answers they got: enough to ask for something sensible. All threads share it. */
final class Known {

    static final Person REGISTRAR = new Person("rosa", "registry", "registrar");
    static final Person SECOND_REGISTRAR = new Person("rolf", "registry", "registrar");
    static final Person AUDITOR = new Person("otto", "audit-house", "auditor");

    /** An offer (from, to), a hold (account, venue) or a mandate (account, venue). */
    record Thing(UUID id, String first, String second) {}

    /** A command that was accepted. */
    record Done(Command command, Answer answer) {}

    private static final int MOST = 40;

    private final List<String> organisations = new ArrayList<>();
    private final List<String> venues = new ArrayList<>();
    private final Map<String, String> owners = new LinkedHashMap<>();
    private final List<String> accounts = new ArrayList<>();
    private final List<BlockDescription> blocks = new ArrayList<>();
    private final List<Thing> offers = new ArrayList<>();
    private final List<Thing> holds = new ArrayList<>();
    private final List<Thing> mandates = new ArrayList<>();
    private final List<UUID> freezes = new ArrayList<>();
    private final Set<String> suspended = new LinkedHashSet<>();
    /** Ranges that came to an account, or on a hold. */
    private final Map<String, List<SerialRange>> ranges = new LinkedHashMap<>();

    private final List<Done> done = new ArrayList<>();

    synchronized void organisation(String code, boolean isVenue) {
        (isVenue ? venues : organisations).add(code);
    }

    synchronized void account(String id, String organisation) {
        owners.put(id, organisation);
        accounts.add(id);
    }

    /** Takes note of an answer. */
    synchronized void learn(Command command, Answer answer) {
        if (!answer.isAccepted() || !command.isMeant()) {
            return;
        }
        if (command instanceof OfferUnits o) {
            if (answer.text("status").equals("settled")) {
                got(o.to(), Answer.ranges(answer.body().path("ranges")));
            } else {
                push(offers, new Thing(answer.id(), o.from(), o.to()));
            }
        } else if (command instanceof DecideOffer d) {
            offers.removeIf(o -> o.id().equals(d.offer()) && offers.size() > 5);
            got(
                    answer.text(answer.text("status").equals("settled") ? "toAccount" : "fromAccount"),
                    Answer.ranges(answer.body().path("ranges")));
        } else if (command instanceof PlaceHold p) {
            push(holds, new Thing(answer.id(), p.account(), p.venue()));
            got(answer.text("id"), Answer.ranges(answer.body().path("ranges")));
        } else if (command instanceof Trade t) {
            answer.body()
                    .path("legs")
                    .forEach(leg -> got(leg.path("buyerAccount").asText(), Answer.ranges(leg.path("ranges"))));
        } else if (command instanceof ReleaseHold h
                && answer.body().path("onHold").asLong() == 0) {
            holds.removeIf(o -> o.id().equals(h.hold()) && holds.size() > 5);
        } else if (command instanceof Grant g) {
            push(mandates, new Thing(answer.id(), g.account(), g.venue()));
        } else if (command instanceof Revoke v) {
            mandates.removeIf(o -> o.id().equals(v.mandate()) && mandates.size() > 5);
        } else if (command instanceof OrderFreeze) {
            freezes.add(answer.id());
        } else if (command instanceof Unfreeze u) {
            freezes.remove(u.freeze());
        } else if (command instanceof ChangeAccount c) {
            suspended.remove(c.account());
            if (answer.text("status").equals("suspended")) {
                suspended.add(c.account());
            }
            if (answer.text("status").equals("closed") && accounts.size() > 8) {
                accounts.remove(c.account());
            }
        } else if (command instanceof OpenAccount o) {
            account(answer.text("id"), o.organisation());
        } else if (command instanceof OpenBlock b) {
            blocks.add(b.is());
            got(b.account(), List.of(serial(b.is(), 1, b.is().quantity() - b.buffer())));
        }
        boolean repeatable = command instanceof OfferUnits
                || command instanceof PlaceHold
                || command instanceof Trade
                || command instanceof Grant
                || command instanceof OrderFreeze
                || command instanceof Retire
                || command instanceof OpenBlock
                || command instanceof OpenAccount
                || command instanceof DecideOffer
                || command instanceof Unfreeze
                || command instanceof Revoke;
        if (repeatable && !answer.replayed()) {
            push(done, new Done(command, answer));
        }
    }

    private static SerialRange serial(BlockDescription d, long first, long last) {
        return new SerialRange(
                d.program(), d.country(), d.projectCode(), d.vintage(), d.blockNumber(), new UnitRange(first, last));
    }

    private void got(String account, List<SerialRange> came) {
        List<SerialRange> list = ranges.computeIfAbsent(account, a -> new ArrayList<>());
        came.forEach(range -> push(list, range));
    }

    private static <T> void push(List<T> list, T one) {
        list.add(one);
        if (list.size() > MOST) {
            list.remove(0);
        }
    }

    // ---- choices

    private static <T> T any(Random r, List<T> list) {
        return list.get(r.nextInt(list.size()));
    }

    synchronized String organisation(Random r) {
        return any(r, organisations);
    }

    synchronized String venue(Random r) {
        return any(r, venues);
    }

    synchronized String account(Random r) {
        return any(r, accounts);
    }

    /** An account that probably holds something. */
    synchronized String sender(Random r) {
        return account(r);
    }

    synchronized String ownerOf(String account) {
        return owners.get(account);
    }

    Person holder(Random r, String organisation) {
        return new Person((r.nextInt(10) == 0 ? "ben of " : "anna of ") + organisation, organisation, "holder");
    }

    Person venue(String code) {
        return new Person("vincent of " + code, code, "venue");
    }

    Person registrar(Random r) {
        return r.nextInt(5) == 0 ? SECOND_REGISTRAR : REGISTRAR;
    }

    synchronized BlockDescription block(Random r) {
        return any(r, blocks);
    }

    /** An offer; one that there is not when none is known. */
    synchronized Thing offer(Random r) {
        return offers.isEmpty() ? new Thing(new UUID(1, 1), account(r), account(r)) : any(r, offers);
    }

    synchronized Thing hold(Random r) {
        return holds.isEmpty() ? new Thing(new UUID(1, 1), account(r), venue(r)) : any(r, holds);
    }

    synchronized Thing holdOf(Random r, String venue) {
        List<Thing> of = holds.stream().filter(h -> h.second().equals(venue)).toList();
        return of.isEmpty() ? hold(r) : any(r, of);
    }

    synchronized Thing mandate(Random r) {
        return mandates.isEmpty() ? new Thing(new UUID(1, 1), account(r), venue(r)) : any(r, mandates);
    }

    synchronized int freezes() {
        return freezes.size();
    }

    synchronized UUID freeze(Random r) {
        return freezes.isEmpty() ? new UUID(1, 1) : any(r, freezes);
    }

    synchronized int suspensions() {
        return suspended.size();
    }

    synchronized String suspended(Random r) {
        return suspended.isEmpty() ? null : any(r, List.copyOf(suspended));
    }

    synchronized SerialRange range(Random r, String accountOrHold) {
        List<SerialRange> of = ranges.getOrDefault(accountOrHold, List.of());
        return of.isEmpty() ? null : any(r, of);
    }

    synchronized SerialRange anyRange(Random r) {
        BlockDescription block = any(r, blocks);
        return serial(block, 1, block.quantity());
    }

    synchronized Done done(Random r) {
        return done.isEmpty() ? null : any(r, done);
    }
}
