package org.carbonregistry.account.retirements;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.holds.Hold;
import org.carbonregistry.account.holds.Holds;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.LedgerFacts;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.limits.AccountLimits;
import org.carbonregistry.account.limits.SendingRules;
import org.carbonregistry.account.mandates.MandateBook;
import org.carbonregistry.account.mandates.Mandates;
import org.carbonregistry.account.programs.Programs;
import org.carbonregistry.account.retirements.RetireUnits.Decided;
import org.carbonregistry.account.retirements.RetireUnits.Decision;
import org.carbonregistry.account.retirements.RetireUnits.Register;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes retirement orders in batches: one transaction, no SQL per order. The commit is the legal moment; a crash before it
 * leaves the orders untouched and they are read again, a crash after it leaves outcome and facts in the outbox. An order
 * that comes again is answered again with its stored outcome.
 */
@Singleton
public class RetirementOrdersConsumer {

    private static final String ANSWERED =
            "select id, fingerprint, outcome_type, outcome, recorded_at from ledger_transaction where id = any($1)";

    private final Inbox inbox;
    private final Outbox outbox;
    private final Accounts accounts;
    private final AccountLimits limits;
    private final Programs programs;
    private final BlockLocks locks;
    private final LedgerWriter writer;
    private final Holds holds;
    private final Mandates mandates;
    private final LedgerMetrics metrics;
    private final Blinds blinds = Blinds.random();

    RetirementOrdersConsumer(
            Inbox inbox,
            Outbox outbox,
            Accounts accounts,
            AccountLimits limits,
            Programs programs,
            BlockLocks locks,
            LedgerWriter writer,
            Holds holds,
            Mandates mandates,
            LedgerMetrics metrics) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.accounts = accounts;
        this.limits = limits;
        this.programs = programs;
        this.locks = locks;
        this.writer = writer;
        this.holds = holds;
        this.mandates = mandates;
        this.metrics = metrics;
    }

    @Incoming("retirement-orders")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, this::apply);
    }

    /** One batch within the inbox's transaction. */
    Uni<Void> apply(SqlConnection c, List<Message> messages) {
        Map<UUID, RetirementOrdered> orders = new LinkedHashMap<>();
        for (Message message : messages) {
            RetirementOrdered order = message.content(RetirementOrdered.class);
            RetirementOrdered before = orders.put(order.retirement(), order);
            if (before != null) {
                requireSame(order, RetirementOutcome.fingerprint(before));
                // Of an order that came with and without its approval the approved one counts.
                orders.put(order.retirement(), order.approvedBy() == null ? before : order);
            }
        }
        return c.preparedQuery(ANSWERED)
                .execute(Tuple.tuple().addArrayOfUUID(orders.keySet().toArray(new UUID[0])))
                .chain(rows -> {
                    List<Message> again = new ArrayList<>();
                    for (Row row : rows) {
                        again.add(answerAgain(row, orders.remove(row.getUUID("id"))));
                    }
                    List<RetirementOrdered> free = new ArrayList<>();
                    List<RetirementOrdered> held = new ArrayList<>();
                    orders.values().forEach(o -> (o.hold() == null ? free : held).add(o));
                    return outbox.write(c, again).chain(() -> retire(c, free)).chain(() -> retireHeld(c, held));
                });
    }

    private static Message answerAgain(Row row, RetirementOrdered order) {
        requireSame(order, row.getBuffer("fingerprint").getBytes());
        Instant time = row.getOffsetDateTime("recorded_at").toInstant();
        return new Message(
                UUID.randomUUID(),
                MessageType.named(row.getString("outcome_type")).orElseThrow(),
                order.retirement().toString(),
                null,
                0,
                0,
                time,
                row.getBuffer("outcome").getBytes(),
                null);
    }

    private static void requireSame(RetirementOrdered order, byte[] fingerprint) {
        if (!Arrays.equals(RetirementOutcome.fingerprint(order), fingerprint)) {
            throw new IllegalArgumentException(
                    "order " + order.retirement() + " was given before with another content");
        }
    }

    private Uni<Void> retire(SqlConnection c, List<RetirementOrdered> orders) {
        if (orders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<Long> named = new TreeSet<>();
        orders.forEach(order -> AccountNumber.parse(order.account()).ifPresent(named::add));
        return Uni.combine()
                .all()
                .unis(accounts.share(c, named), programs.all(c), accounts.ofKind(c, AccountKind.RETIRED))
                .asTuple()
                .chain(known -> limits.ofOwners(c, known.getItem1().values()).chain(limited -> {
                    Register register = new Register(known.getItem1(), known.getItem2(), known.getItem3(), limited);
                    return locks.decide(
                            c,
                            wanted(orders, register),
                            new TreeSet<>(register.retiredAccounts().values()),
                            book -> RetireUnits.decide(orders, register, book, blinds),
                            Decided::fellShort);
                }))
                .chain(decided -> write(c, decided));
    }

    /** Orders out of holds come seldom, and one after the other. */
    private Uni<Void> retireHeld(SqlConnection c, List<RetirementOrdered> orders) {
        return Multi.createFrom()
                .iterable(orders)
                .onItem()
                .transformToUniAndConcatenate(order -> retireHeld(c, order))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> retireHeld(SqlConnection c, RetirementOrdered order) {
        Set<UUID> id = Set.of(order.hold());
        return holds.byIds(c, id).chain(seen -> {
            Hold hold = seen.get(order.hold());
            Set<Long> account = hold == null ? Set.of() : Set.of(hold.account());
            return Uni.combine()
                    .all()
                    .unis(accounts.share(c, account), programs.all(c), accounts.ofKind(c, AccountKind.RETIRED))
                    .asTuple()
                    .chain(known -> {
                        Register register = new Register(
                                known.getItem1(), known.getItem2(), known.getItem3(), SendingRules.only(List.of()));
                        return mandates.lock(c, account, order.organisation()).chain(book -> locks.lock(
                                        c,
                                        hold == null ? Set.of() : hold.blocks(),
                                        account,
                                        new TreeSet<>(register.retiredAccounts().values()))
                                .chain(locked -> holds.byIds(c, id)
                                        .map(now -> RetireFromHold.decide(
                                                order, register, now.get(order.hold()), book, locked, blinds))
                                        .chain(outcome -> write(c, order, outcome, book))));
                    });
        });
    }

    private Uni<Void> write(
            SqlConnection c, RetirementOrdered order, RetireFromHold.Outcome outcome, MandateBook book) {
        if (outcome.hold() == null) {
            return write(c, outcome.decided());
        }
        Instant time = outcome.decided().book().time();
        long quantity = outcome.decided().journal().movements().stream()
                .mapToLong(m -> m.units().quantity())
                .sum();
        return write(c, outcome.decided())
                .chain(() -> holds.retired(c, outcome.hold(), order.retirement(), quantity, time))
                .chain(() -> mandates.use(c, book.uses(), time));
    }

    private static List<Wanted> wanted(List<RetirementOrdered> orders, Register register) {
        List<Wanted> wanted = new ArrayList<>(orders.size());
        for (RetirementOrdered order : orders) {
            try {
                wanted.add(RetireUnits.wanted(order, register));
            } catch (Refused refused) {
                // Refused again, and answered, when its turn comes.
                continue;
            }
        }
        return wanted;
    }

    private Uni<Void> write(SqlConnection c, Decided decided) {
        List<Message> messages = new ArrayList<>(decided.decisions().size() * 2);
        List<RecordedTransaction> transactions =
                new ArrayList<>(decided.decisions().size());
        for (Decision decision : decided.decisions()) {
            Message outcome = RetirementOutcome.message(decision, decided.book());
            messages.addAll(LedgerFacts.retired(
                    decision.entry(), decision.movements(), decision.order().retirement(), decided.book()));
            messages.add(outcome);
            if (RetirementOutcome.isFinal(decision)) {
                transactions.add(RetirementOutcome.record(decision, outcome));
            }
        }
        return Uni.join()
                .all(
                        writer.write(c, decided.book().holdings().changes(), decided.journal()),
                        writer.record(c, transactions),
                        outbox.write(c, messages))
                .andFailFast()
                .invoke(() -> count(decided))
                .replaceWithVoid();
    }

    private void count(Decided decided) {
        long executed =
                decided.decisions().stream().filter(Decision::isExecuted).count();
        long units = decided.journal().movements().stream()
                .mapToLong(m -> m.units().quantity())
                .sum();
        metrics.moved(
                MovementKind.RETIRED, executed, decided.journal().movements().size(), units);
        decided.decisions().stream()
                .filter(d -> !d.isExecuted())
                .forEach(d -> metrics.refused("retirement", d.refusal().reason().code()));
    }
}
