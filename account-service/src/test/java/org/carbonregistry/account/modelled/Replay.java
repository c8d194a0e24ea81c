package org.carbonregistry.account.modelled;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.modelled.World.Done;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.HoldChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;

/**
 * Applies a history to the model, in the order in which the service says things happened: each accepted answer must be allowed
 * in the state before it, and each refusal must have been right in some state between request and answer.
 *
 * <p>The service judges under the locks of the blocks and by a time it reads under them, so these times tell the order. What
 * has no answer of its own is taken from its fact: the end of a hold, a change of an account, the lapse of an offer.
 */
final class Replay {

    /**
     * Something that happened.
     *
     * @param seen when it was certainly visible to everybody
     */
    private record Event(Instant time, Instant seen, String what, Runnable apply) {}

    /** How long a commit may take until others see it, where no answer tells. */
    private static final Duration COMMIT = Duration.ofMillis(500);

    /** Where the service stood before the history: its time, and the last use of a mandate. */
    record Start(Instant time, long use) {

        static Start of(Cluster cluster) {
            return new Start(cluster.now(), cluster.number("select coalesce(max(id), 0) from mandate_use"));
        }
    }

    private final Cluster cluster;
    private final Model model;
    private final Start start;
    private final List<Event> events = new ArrayList<>();
    private final LinkedList<Done> refused = new LinkedList<>();

    Replay(Cluster cluster, Model model, Start start) {
        this.cluster = cluster;
        this.model = model;
        this.start = start;
    }

    void replay(List<Done> history) {
        history.forEach(this::collect);
        cluster.wire().news().forEach(this::collect);
        collectLapses();
        model.recordedUses = recordedUses();
        events.sort(Comparator.comparing(Event::time));
        refused.sort(Comparator.comparing(d -> d.answer().sent()));
        int judged = refused.size();
        Instant since = Instant.MIN;
        for (Event event : events) {
            judge(since, event.seen());
            try {
                event.apply().run();
            } catch (No no) {
                throw new Wrong(event.what() + ": the model would have refused it at that moment: " + no.code());
            } catch (Wrong wrong) {
                throw new Wrong(event.what() + ": " + wrong.getMessage());
            }
            since = event.time();
        }
        judge(since, Instant.MAX);
        requireDecided(judged);
        model.recordedUses.forEach((cause, uses) -> {
            if (!uses.isEmpty()) {
                throw new Wrong("mandates were used that no answer tells of: by " + cause + " " + uses);
            }
        });
        model.recordedUses = null;
    }

    // ---- what happened

    private void collect(Done done) {
        Answer answer = done.answer();
        Command command = done.command();
        if (!answer.isAccepted() || !command.isMeant()) {
            refused.add(done);
            return;
        }
        if (!command.isToldByItsFact()) {
            Instant time = command.time(answer);
            events.add(new Event(
                    time, answer.got(), command + " answered " + answer, () -> command.rule(model, time, answer)
                            .apply()
                            .accept(answer)));
        }
    }

    private void collect(Message fact) {
        if (fact.type() == MessageType.ACCOUNT_OPENED || fact.type() == MessageType.ACCOUNT_CHANGED) {
            AccountChanged changed = fact.content(AccountChanged.class);
            add(fact, changed.time(), () -> change(changed));
        } else if (fact.type() == MessageType.HOLD_RELEASED || fact.type() == MessageType.HOLD_EXPIRED) {
            HoldChanged changed = fact.content(HoldChanged.class);
            add(fact, changed.time(), () -> release(changed));
        }
    }

    private void add(Message fact, Instant time, Runnable apply) {
        events.add(new Event(time, time.plus(COMMIT), fact + " " + new String(fact.data()), apply));
    }

    private void change(AccountChanged changed) {
        if (changed.number() == 1) {
            OpenAccount.open(model, changed.account(), changed.organisation());
            return;
        }
        Model.Account account = model.accounts.get(changed.account());
        boolean issued = account.status.equals("closed") && changed.status().equals("suspended");
        if (!issued) {
            ChangeAccount.requireMove(model, account, changed.status());
        }
        account.status = changed.status();
    }

    private void release(HoldChanged changed) {
        Model.Hold hold = model.holds.get(changed.hold());
        boolean expired = changed.status().equals("expired");
        if (hold == null || expired == changed.time().isBefore(changed.expiresAt())) {
            throw new Wrong("a hold ends in its time, by its venue, or after it by itself");
        }
        ReleaseHold.end(model, changed.hold(), changed.released() - hold.released, changed.status());
        if (hold.left() != changed.onHold() || !hold.status.equals(changed.status())) {
            throw new Wrong("the model says " + hold.status + " with " + hold.left());
        }
    }

    private void collectLapses() {
        String lapsed = "select id, decided_at, expires_at from transfer where status = 'expired' and decided_at >= '"
                + start.time() + "' and from_account in (select id from account where organisation in ('"
                + String.join("','", model.organisations) + "'))";
        query(lapsed, row -> {
            UUID id = row.getObject(1, UUID.class);
            Instant time = row.getObject(2, OffsetDateTime.class).toInstant();
            Instant due = row.getObject(3, OffsetDateTime.class).toInstant();
            events.add(new Event(time, time.plus(COMMIT), "offer " + id + " lapsed", () -> {
                if (time.isBefore(due)) {
                    throw new Wrong("it stood until " + due);
                }
                new DecideOffer(id, "lapse", null).end(model, "expired", "registry");
            }));
        });
    }

    private Map<UUID, List<Model.Use>> recordedUses() {
        Map<UUID, List<Model.Use>> uses = new HashMap<>();
        String since = "select mandate, cause, act, quantity from mandate_use where act <> 'release' and id > "
                + start.use() + " order by id";
        query(since, row -> uses.computeIfAbsent(row.getObject(2, UUID.class), c -> new ArrayList<>())
                .add(new Model.Use(row.getObject(1, UUID.class), row.getString(3), row.getLong(4))));
        return uses;
    }

    private interface Read {
        void row(ResultSet row) throws SQLException;
    }

    private void query(String sql, Read read) {
        try (Connection c = cluster.connection();
                Statement s = c.createStatement();
                ResultSet rows = s.executeQuery(sql)) {
            while (rows.next()) {
                read.row(rows);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- what was refused

    /** Judges what was asked while the model was as it is now: from one moment until another. */
    private void judge(Instant from, Instant until) {
        refused.removeIf(d -> {
            Answer a = d.answer();
            boolean then = !a.sent().isAfter(until) && !a.got().isBefore(from);
            return then && isRight(d);
        });
    }

    /**
     * Of events on different blocks that were on their way at the same time nobody can tell which others saw first. Where there
     * were several during one request, a state may have been seen that the replay does not pass through; that is rare.
     */
    private void requireDecided(int judged) {
        for (Done d : refused) {
            Answer a = d.answer();
            long onTheirWay = events.stream()
                    .filter(e -> !e.time().isAfter(a.got()) && !e.seen().isBefore(a.sent()))
                    .count();
            if (onTheirWay < 2 || refused.size() > Math.max(2, judged / 200)) {
                throw new Wrong(refused.size() + " of " + judged
                        + " refusals were right at no moment between request and"
                        + " answer, this one: " + d.command() + " was answered " + a + " between " + a.sent() + " and "
                        + a.got() + "; at the end the model says " + verdict(d.command(), a.got()));
            }
        }
    }

    private boolean isRight(Done d) {
        return verdict(d.command(), d.answer().sent()).equals(d.answer().code())
                || verdict(d.command(), d.answer().got()).equals(d.answer().code());
    }

    private String verdict(Command command, Instant now) {
        try {
            command.rule(model, now, null);
            return "accepted";
        } catch (No no) {
            return no.code();
        }
    }
}
