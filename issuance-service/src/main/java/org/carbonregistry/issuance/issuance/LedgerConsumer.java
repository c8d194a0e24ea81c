package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Follows registry.ledger for the opening of blocks. The first fact of a block is all it needs, and a repeat changes nothing:
 * so no order has to be kept, and a lost one comes again when the order is sent again.
 */
@Singleton
public class LedgerConsumer {

    private final Inbox inbox;

    LedgerConsumer(Inbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("ledger")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.applyOnly(records, MessageType.BLOCK_OPENED, LedgerConsumer::apply);
    }

    private static Uni<Void> apply(SqlConnection c, List<Message> messages) {
        Map<String, Long> opened = new HashMap<>();
        for (Message message : messages) {
            if (message.type() == MessageType.BLOCK_OPENED) {
                var description = message.content(BlockOpened.class).description();
                opened.put(description.block(), description.quantity());
            }
        }
        return opened.isEmpty()
                ? Uni.createFrom().voidItem()
                : Blocks.known(c, opened.keySet().toArray(String[]::new)).chain(known -> {
                    if (known.size() < opened.size()) {
                        throw new IllegalStateException(
                                "the ledger opened a block nobody decided, of " + opened.keySet());
                    }
                    for (Blocks.Known block : known) {
                        if (block.quantity() != opened.get(block.block())) {
                            throw new IllegalStateException("the ledger opened " + block.block() + " with "
                                    + opened.get(block.block()) + " units, decided were " + block.quantity());
                        }
                    }
                    return Blocks.open(
                            c,
                            opened.keySet().toArray(String[]::new),
                            known.stream()
                                    .map(Blocks.Known::issuance)
                                    .distinct()
                                    .toArray(UUID[]::new));
                });
    }
}
