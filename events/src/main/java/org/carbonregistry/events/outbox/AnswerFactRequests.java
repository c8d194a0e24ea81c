package org.carbonregistry.events.outbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.inbox.OneByOne;
import org.carbonregistry.events.message.FactsRequested;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Publishes facts again that somebody misses: of one stream, from a number on, a thousand at most for one request. */
@Singleton
class AnswerFactRequests {

    private static final int MOST = 1000;

    private final Outbox outbox;
    private final Inbox inbox;

    AnswerFactRequests(Outbox outbox, Inbox inbox) {
        this.outbox = outbox;
        this.inbox = inbox;
    }

    @Incoming("fact-requests")
    Uni<Void> requested(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> OneByOne.each(messages, message -> again(c, message)))
                .invoke(outbox::wake);
    }

    private Uni<Void> again(SqlConnection c, Message message) {
        FactsRequested request = message.content(FactsRequested.class);
        return outbox.publishAgain(c, request.topic(), request.stream(), request.from(), MOST)
                .replaceWithVoid();
    }
}
