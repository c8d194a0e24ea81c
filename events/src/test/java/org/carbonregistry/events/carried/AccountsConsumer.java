package org.carbonregistry.events.carried;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.inbox.OneByOne;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** A consumer as every service has them: it notes what was applied, answers "echo", and chokes on accounts named "poison". */
@Singleton
class AccountsConsumer {

    private final Inbox inbox;
    private final FactGate gate;
    private final Outbox outbox;

    AccountsConsumer(Inbox inbox, FactGate gate, Outbox outbox) {
        this.inbox = inbox;
        this.gate = gate;
        this.outbox = outbox;
    }

    @Incoming("accounts")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> gate.admit(c, messages)
                        .chain(facts -> note(c, facts).chain(() -> answer(c, facts))))
                .invoke(outbox::wake);
    }

    /** An account named "echo" is answered with a fact of another one. */
    private Uni<Void> answer(SqlConnection c, List<Message> facts) {
        return outbox.write(
                c,
                facts.stream()
                        .filter(fact ->
                                "echo".equals(fact.content(AccountChanged.class).name()))
                        .map(fact -> MessagesWorld.fact(fact.stream() + "-echo", fact.number()))
                        .toList());
    }

    private static Uni<Void> note(SqlConnection c, List<Message> facts) {
        return OneByOne.each(facts, fact -> {
            if ("poison".equals(fact.content(AccountChanged.class).name())) {
                throw new IllegalStateException("this one cannot be applied");
            }
            return c.preparedQuery("insert into applied (stream, number) values ($1, $2)")
                    .execute(Tuple.of(fact.stream(), fact.number()))
                    .replaceWithVoid();
        });
    }
}
