package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.retirement.RetirementSettings;
import org.carbonregistry.retirement.registers.FindRegisters;

/** Stores a set of orders as REQUESTED, each with its command to the ledger, in the caller's transaction. */
@Singleton
public class StoreOrders {

    private static final String KNOWN =
            """
            select r.id, r.organisation, r.external_id, r.fingerprint
            from unnest($1::text[], $2::text[]) as t(organisation, external_id)
            join retirement r on r.organisation = t.organisation and r.external_id = t.external_id
            """;
    private static final String STORE =
            """
            insert into retirement (id, organisation, external_id, fingerprint, account, serials, wanted, only_program,
              only_project, only_vintage, only_block, effective_date, beneficiary_kind, beneficiary_name,
              beneficiary_identifier, beneficiary_country, purpose, scheme, reason, message, not_stated, actor, hold, send_next_at)
            select id, organisation, external_id, fingerprint, account, string_to_array(serials, ' '), wanted, only_program,
              only_project, only_vintage, only_block, effective_date, beneficiary_kind, beneficiary_name,
              beneficiary_identifier, beneficiary_country, purpose, scheme, reason, message,
              string_to_array(not_stated, ' '), actor, hold, now() + $22 * interval '1 millisecond'
            from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::text[], $6::text[], $7::bigint[], $8::text[],
              $9::text[], $10::int[], $11::text[], $12::date[], $13::text[], $14::text[], $15::text[], $16::text[],
              $17::text[], $18::text[], $19::text[], $20::text[], $21::text[], $23::text[], $24::uuid[])
              as t(id, organisation, external_id, fingerprint, account, serials, wanted, only_program, only_project,
                only_vintage, only_block, effective_date, beneficiary_kind, beneficiary_name, beneficiary_identifier,
                beneficiary_country, purpose, scheme, reason, message, not_stated, actor, hold)
            order by organisation, external_id
            on conflict (external_id, organisation) do nothing
            returning id
            """;
    private static final String STORE_PERSONS =
            """
            insert into person (reference, retirement, name, identifier, country, blind, commitment)
            select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bytea[], $7::text[])
            """;

    private final Outbox outbox;
    private final long resendAfter;

    StoreOrders(Outbox outbox, RetirementSettings settings) {
        this.outbox = outbox;
        this.resendAfter = settings.resendAfter().toMillis();
    }

    /** One answer per order, in their order. After the commit the caller wakes the outbox. */
    public Uni<List<StoredOrder>> store(SqlConnection c, List<RequestedOrder> requested) {
        if (requested.isEmpty()) {
            return Uni.createFrom().item(List.of());
        }
        Set<String> accounts = new HashSet<>();
        Set<String> programs = new HashSet<>();
        requested.forEach(r -> {
            accounts.add(r.order().account());
            r.order().namedProgram().ifPresent(programs::add);
        });
        return Uni.combine()
                .all()
                .unis(known(c, requested), FindRegisters.find(c, accounts, programs))
                .with((known, registers) ->
                        DoorDecision.decide(requested, known, registers, LocalDate.now(ZoneOffset.UTC)))
                .chain(answers -> insert(c, requested, answers));
    }

    private static Uni<Map<DoorDecision.Name, DoorDecision.Known>> known(
            SqlConnection c, List<RequestedOrder> requested) {
        return c.preparedQuery(KNOWN)
                .execute(Tuple.of(texts(requested, RequestedOrder::organisation), texts(requested, r -> r.order()
                        .externalId())))
                .map(rows -> {
                    Map<DoorDecision.Name, DoorDecision.Known> known = new HashMap<>();
                    for (Row row : rows) {
                        known.put(
                                new DoorDecision.Name(row.getString(1), row.getString(2)),
                                new DoorDecision.Known(
                                        row.getUUID(0), row.getBuffer(3).getBytes()));
                    }
                    return known;
                });
    }

    // A crash before the commit leaves nothing of the set; after it, everything: orders not sent yet lie in the outbox.
    private Uni<List<StoredOrder>> insert(SqlConnection c, List<RequestedOrder> requested, List<StoredOrder> answers) {
        List<RequestedOrder> fresh = new ArrayList<>();
        for (int i = 0; i < requested.size(); i++) {
            if (answers.get(i).retirement() != null && !answers.get(i).repeated()) {
                fresh.add(requested.get(i));
            }
        }
        if (fresh.isEmpty()) {
            return Uni.createFrom().item(answers);
        }
        return c.preparedQuery(STORE).execute(row(fresh)).chain(rows -> {
            Set<UUID> made = new HashSet<>();
            rows.forEach(row -> made.add(row.getUUID(0)));
            List<RequestedOrder> stored =
                    fresh.stream().filter(r -> made.contains(r.id())).toList();
            Uni<List<StoredOrder>> settled = stored.size() == fresh.size()
                    ? Uni.createFrom().item(answers)
                    : known(c, requested).map(known -> outrun(requested, answers, made, known));
            return storePersons(c, stored)
                    .chain(() -> outbox.write(c, orders(stored)))
                    .chain(() -> settled);
        });
    }

    /** Another transaction stored orders of the same names meanwhile: they are answered like any repeat. */
    private static List<StoredOrder> outrun(
            List<RequestedOrder> requested,
            List<StoredOrder> answers,
            Set<UUID> made,
            Map<DoorDecision.Name, DoorDecision.Known> known) {
        List<StoredOrder> settled = new ArrayList<>(answers);
        for (int i = 0; i < requested.size(); i++) {
            RequestedOrder one = requested.get(i);
            if (answers.get(i).refusal() == null && !made.contains(one.id())) {
                settled.set(
                        i,
                        Objects.requireNonNull(known.get(DoorDecision.Name.of(one)))
                                .answer(one));
            }
        }
        return settled;
    }

    private List<Message> orders(List<RequestedOrder> stored) {
        Instant now = Instant.now();
        return stored.stream()
                .map(r -> Message.command(
                        MessageType.RETIREMENT_ORDERED,
                        r.order().account(),
                        now,
                        OrderCommand.of(r.id(), r.order(), r.organisation(), r.actor(), now)))
                .toList();
    }

    private static Uni<Void> storePersons(SqlConnection c, List<RequestedOrder> stored) {
        List<RequestedOrder> forPersons =
                stored.stream().filter(r -> r.order().beneficiary().isPerson()).toList();
        if (forPersons.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Person> persons =
                forPersons.stream().map(r -> Person.of(r.order().beneficiary())).toList();
        Tuple row = Tuple.tuple()
                .addArrayOfUUID(persons.stream().map(Person::reference).toArray(UUID[]::new))
                .addArrayOfUUID(forPersons.stream().map(RequestedOrder::id).toArray(UUID[]::new))
                .addArrayOfString(texts(persons, Person::name))
                .addArrayOfString(texts(persons, Person::identifier))
                .addArrayOfString(texts(persons, Person::country));
        row.getDelegate()
                .addArrayOfBuffer(
                        persons.stream().map(p -> Buffer.buffer(p.blind())).toArray(Buffer[]::new));
        row.addArrayOfString(texts(persons, Person::commitment));
        return c.preparedQuery(STORE_PERSONS).execute(row).replaceWithVoid();
    }

    private Tuple row(List<RequestedOrder> fresh) {
        List<Order> orders = fresh.stream().map(RequestedOrder::order).toList();
        List<Order.Beneficiary> shown = orders.stream()
                .map(o -> o.beneficiary().isPerson()
                        ? new Order.Beneficiary("person", null, null, null)
                        : o.beneficiary())
                .toList();
        Tuple row = Tuple.tuple()
                .addArrayOfUUID(fresh.stream().map(RequestedOrder::id).toArray(UUID[]::new))
                .addArrayOfString(texts(fresh, RequestedOrder::organisation))
                .addArrayOfString(texts(orders, Order::externalId));
        row.getDelegate()
                .addArrayOfBuffer(
                        orders.stream().map(o -> Buffer.buffer(o.fingerprint())).toArray(Buffer[]::new));
        return row.addArrayOfString(texts(orders, Order::account))
                .addArrayOfString(texts(orders, o -> o.serials() == null ? null : String.join(" ", o.serials())))
                .addArrayOfLong(orders.stream().map(Order::quantity).toArray(Long[]::new))
                .addArrayOfString(texts(orders, Order::program))
                .addArrayOfString(texts(orders, Order::project))
                .addArrayOfInteger(orders.stream().map(Order::vintage).toArray(Integer[]::new))
                .addArrayOfString(texts(orders, Order::block))
                .addArrayOfLocalDate(orders.stream().map(Order::effectiveDate).toArray(LocalDate[]::new))
                .addArrayOfString(texts(shown, Order.Beneficiary::kind))
                .addArrayOfString(texts(shown, Order.Beneficiary::name))
                .addArrayOfString(texts(shown, Order.Beneficiary::identifier))
                .addArrayOfString(texts(shown, Order.Beneficiary::country))
                .addArrayOfString(texts(orders, Order::purpose))
                .addArrayOfString(texts(orders, Order::scheme))
                .addArrayOfString(texts(orders, Order::reason))
                .addArrayOfString(texts(orders, Order::message))
                .addArrayOfString(texts(orders, o -> String.join(" ", o.notStated())))
                .addLong(resendAfter)
                .addArrayOfString(texts(fresh, RequestedOrder::actor))
                .addArrayOfUUID(orders.stream().map(Order::hold).toArray(UUID[]::new));
    }

    private static <T> String[] texts(List<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}
