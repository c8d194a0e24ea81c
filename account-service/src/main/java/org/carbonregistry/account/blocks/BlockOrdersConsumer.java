package org.carbonregistry.account.blocks;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.accounts.ChangeAccount;
import org.carbonregistry.account.blocks.OpenBlock.Opened;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.account.ledger.HoldingChanges;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerMetrics;
import org.carbonregistry.account.ledger.LedgerWriter;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.inbox.OneByOne;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes in issued blocks, each once. An order that comes again is answered again: the fact that the block was opened is
 * published once more, byte for byte.
 */
@Singleton
public class BlockOrdersConsumer {

    private static final String KNOWN = "select id, fingerprint from ledger_transaction where id = any($1)";
    private static final String AGAIN =
            """
            insert into outbox (type, key, stream, number, last_number, message_id, time, data, traceparent)
            select type, key, stream, number, last_number, message_id, time, data, traceparent
            from fact where topic = 'registry.ledger' and stream = any($1) and number = 1 order by stream
            """;
    private static final String INSERT =
            """
            insert into block (name, program, project, project_code, country, block_number, vintage_start, vintage_end,
                               unit_kilograms, quantity, issuance)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::date[],
                                 $8::date[], $9::int[], $10::bigint[], $11::uuid[])
            returning *
            """;

    private final Inbox inbox;
    private final Outbox outbox;
    private final Accounts accounts;
    private final ChangeAccount changeAccount;
    private final RefusedOrders refusals;
    private final LedgerWriter writer;
    private final LedgerMetrics metrics;
    private final Blinds blinds = Blinds.random();

    BlockOrdersConsumer(
            Inbox inbox,
            Outbox outbox,
            Accounts accounts,
            ChangeAccount changeAccount,
            RefusedOrders refusals,
            LedgerWriter writer,
            LedgerMetrics metrics) {
        this.inbox = inbox;
        this.outbox = outbox;
        this.accounts = accounts;
        this.changeAccount = changeAccount;
        this.refusals = refusals;
        this.writer = writer;
        this.metrics = metrics;
    }

    @Incoming("block-orders")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, this::apply);
    }

    /** One batch within the inbox's transaction. */
    Uni<Void> apply(SqlConnection c, List<Message> messages) {
        Map<UUID, BlockOrdered> orders = new LinkedHashMap<>();
        for (Message message : messages) {
            BlockOrdered order = message.content(BlockOrdered.class);
            BlockOrdered before = orders.putIfAbsent(OpenBlock.transaction(order), order);
            if (before != null) {
                requireSame(order, OpenBlock.fingerprint(before));
            }
        }
        return c.preparedQuery(KNOWN)
                .execute(Tuple.tuple().addArrayOfUUID(orders.keySet().toArray(new UUID[0])))
                .chain(rows -> {
                    List<String> repeated = new ArrayList<>();
                    for (Row row : rows) {
                        BlockOrdered order = orders.remove(row.getUUID("id"));
                        requireSame(order, row.getBuffer("fingerprint").getBytes());
                        repeated.add(order.description().block());
                    }
                    return again(c, repeated).chain(() -> open(c, orders.values()));
                });
    }

    private static void requireSame(BlockOrdered order, byte[] fingerprint) {
        if (!Arrays.equals(OpenBlock.fingerprint(order), fingerprint)) {
            throw new IllegalArgumentException(
                    "block " + order.description().block() + " was ordered before with another content");
        }
    }

    private static Uni<Void> again(SqlConnection c, List<String> blocks) {
        return blocks.isEmpty()
                ? Uni.createFrom().voidItem()
                : c.preparedQuery(AGAIN)
                        .execute(Tuple.tuple().addArrayOfString(blocks.toArray(new String[0])))
                        .replaceWithVoid();
    }

    private Uni<Void> open(SqlConnection c, Collection<BlockOrdered> orders) {
        if (orders.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<Long> named = new TreeSet<>();
        orders.forEach(order -> AccountNumber.parse(order.account()).ifPresent(named::add));
        return accounts.share(c, named).chain(known -> {
            Map<BlockOrdered, Account> receivers = new LinkedHashMap<>();
            Map<BlockOrdered, Refused> refused = new LinkedHashMap<>();
            for (BlockOrdered order : orders) {
                try {
                    receivers.put(order, OpenBlock.receiver(order, known));
                } catch (Refused refusal) {
                    refused.put(order, refusal);
                }
            }
            return refusals.keep(c, refused).chain(() -> openInto(c, receivers));
        });
    }

    private Uni<Void> openInto(SqlConnection c, Map<BlockOrdered, Account> receivers) {
        if (receivers.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<BlockOrdered> orders = receivers.keySet();
        Set<String> programs = new TreeSet<>();
        orders.forEach(order -> programs.add(order.description().program()));
        return accounts.openSystemAccounts(c, programs)
                .chain(() -> Uni.combine()
                        .all()
                        .unis(
                                accounts.ofKind(c, AccountKind.BUFFER),
                                insert(c, orders),
                                c.query("select clock_timestamp()").execute())
                        .asTuple())
                .chain(known -> {
                    Map<String, Block> blocks = known.getItem2();
                    Journal journal = new Journal(blocks.values(), blinds);
                    Instant time = known.getItem3()
                            .iterator()
                            .next()
                            .getOffsetDateTime(0)
                            .toInstant();
                    List<Opened> opened = new ArrayList<>(orders.size());
                    receivers.forEach((order, receiver) -> opened.add(OpenBlock.decide(
                            order,
                            blocks.get(order.description().block()),
                            receiver,
                            known.getItem1(),
                            journal,
                            time)));
                    return write(c, opened, journal);
                })
                .chain(() -> refusals.forget(c, orders))
                .chain(() -> noteReceivers(c, receivers));
    }

    private Uni<Void> noteReceivers(SqlConnection c, Map<BlockOrdered, Account> receivers) {
        Map<Account, String> firstBlock = new LinkedHashMap<>();
        receivers.forEach((order, account) ->
                firstBlock.putIfAbsent(account, order.description().block()));
        return OneByOne.each(
                firstBlock.entrySet(), issued -> changeAccount.receiveIssue(c, issued.getKey(), issued.getValue()));
    }

    private Uni<Void> write(SqlConnection c, List<Opened> opened, Journal journal) {
        List<RecordedTransaction> transactions =
                opened.stream().map(Opened::transaction).toList();
        HoldingChanges holdings = new HoldingChanges(
                List.of(), opened.stream().flatMap(o -> o.holdings().stream()).toList(), List.of());
        return Uni.join()
                .all(
                        writer.write(c, holdings, journal),
                        writer.record(c, transactions),
                        outbox.write(c, opened.stream().map(Opened::fact).toList()))
                .andFailFast()
                .invoke(() -> metrics.moved(
                        MovementKind.OPENED,
                        opened.size(),
                        journal.movements().size(),
                        journal.movements().stream()
                                .mapToLong(m -> m.units().quantity())
                                .sum()))
                .replaceWithVoid();
    }

    private static Uni<Map<String, Block>> insert(SqlConnection c, Collection<BlockOrdered> orders) {
        Tuple rows = Tuple.tuple()
                .addArrayOfString(column(orders, o -> o.description().block(), new String[0]))
                .addArrayOfString(column(orders, o -> o.description().program(), new String[0]))
                .addArrayOfString(column(orders, o -> o.description().project(), new String[0]))
                .addArrayOfString(column(orders, o -> o.description().projectCode(), new String[0]))
                .addArrayOfString(column(orders, o -> o.description().country(), new String[0]))
                .addArrayOfLong(column(orders, o -> o.description().blockNumber(), new Long[0]))
                .addArrayOfLocalDate(column(orders, o -> o.description().vintageStart(), new LocalDate[0]))
                .addArrayOfLocalDate(column(orders, o -> o.description().vintageEnd(), new LocalDate[0]))
                .addArrayOfInteger(column(orders, o -> o.description().unitKilograms(), new Integer[0]))
                .addArrayOfLong(column(orders, o -> o.description().quantity(), new Long[0]))
                .addArrayOfUUID(column(orders, BlockOrdered::issuance, new UUID[0]));
        return c.preparedQuery(INSERT).execute(rows).map(inserted -> {
            Map<String, Block> blocks = new HashMap<>();
            inserted.forEach(row -> blocks.put(row.getString("name"), BlockLocks.block(row)));
            return blocks;
        });
    }

    private static <T> T[] column(Collection<BlockOrdered> orders, Function<BlockOrdered, T> value, T[] type) {
        return orders.stream().map(value).toList().toArray(type);
    }
}
