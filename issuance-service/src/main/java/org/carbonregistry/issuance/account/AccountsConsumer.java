package org.carbonregistry.issuance.account;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
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

/** Follows registry.accounts. */
@Singleton
public class AccountsConsumer {

    private final Inbox inbox;
    private final FactGate gate;

    AccountsConsumer(Inbox inbox, FactGate gate) {
        this.inbox = inbox;
        this.gate = gate;
    }

    @Incoming("accounts")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> gate.admit(c, messages).chain(facts -> apply(c, facts)));
    }

    private static Uni<Void> apply(SqlConnection c, List<Message> facts) {
        Map<String, Account> latest = new LinkedHashMap<>();
        for (Message fact : facts) {
            if (fact.type() == MessageType.ACCOUNT_OPENED || fact.type() == MessageType.ACCOUNT_CHANGED) {
                AccountChanged account = fact.content(AccountChanged.class);
                latest.put(
                        account.account(),
                        new Account(account.account(), account.organisation(), account.kind(), account.status()));
            }
        }
        return latest.isEmpty() ? Uni.createFrom().voidItem() : Accounts.keep(c, latest.values());
    }
}
