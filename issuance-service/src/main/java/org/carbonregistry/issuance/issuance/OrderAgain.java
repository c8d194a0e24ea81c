package org.carbonregistry.issuance.issuance;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.IssuanceConfig;
import org.carbonregistry.issuance.Transactions;

/**
 * Sends an order to open a block again as long as the ledger does not say that the block is open: after 10 s, then after
 * twice as long each time, at most every 10 minutes.
 */
@Singleton
class OrderAgain {

    private final Transactions transactions;
    private final IssuanceConfig config;

    OrderAgain(Transactions transactions, IssuanceConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    @Scheduled(every = "${registry.issuance.resend-every:2s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return transactions
                .run(c -> Blocks.takeUnanswered(
                                c, config.resendAfter(), config.resendAfterAtMost(), config.resendAtMost())
                        .chain(orders -> {
                            List<Message> messages = orders.stream()
                                    .map(order -> Message.command(
                                            MessageType.BLOCK_ORDERED,
                                            order.description().block(),
                                            Instant.now(),
                                            order))
                                    .toList();
                            return transactions.publish(c, messages);
                        }))
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }
}
