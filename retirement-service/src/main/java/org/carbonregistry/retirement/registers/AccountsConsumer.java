package org.carbonregistry.retirement.registers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows {@code registry.accounts}. */
@Singleton
public class AccountsConsumer {

    private static final String WRITE =
            """
            insert into account (account, organisation, kind, status)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
            on conflict (account) do update
              set organisation = excluded.organisation, kind = excluded.kind, status = excluded.status
            """;

    private final Inbox inbox;
    private final FactGate gate;

    AccountsConsumer(Inbox inbox, FactGate gate) {
        this.inbox = inbox;
        this.gate = gate;
    }

    @Incoming("accounts")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> gate.admit(c, messages).chain(facts -> write(c, facts)));
    }

    private static Uni<Void> write(SqlConnection c, List<Message> facts) {
        Map<String, AccountChanged> latest = new LinkedHashMap<>();
        for (Message fact : facts) {
            if (fact.type() == MessageType.ACCOUNT_OPENED || fact.type() == MessageType.ACCOUNT_CHANGED) {
                latest.put(fact.stream(), fact.content(AccountChanged.class));
            }
        }
        if (latest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<AccountChanged> accounts = List.copyOf(latest.values());
        return c.preparedQuery(WRITE)
                .execute(Tuple.of(
                        accounts.stream().map(AccountChanged::account).toArray(String[]::new),
                        accounts.stream().map(AccountChanged::organisation).toArray(String[]::new),
                        accounts.stream().map(AccountChanged::kind).toArray(String[]::new),
                        accounts.stream().map(AccountChanged::status).toArray(String[]::new)))
                .replaceWithVoid();
    }
}
