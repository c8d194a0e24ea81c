package org.carbonregistry.retirement.retire;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.outbox.Outbox;

/**
 * Takes single orders that come at the same time into one transaction: while fewer than two transactions run, one takes up to
 * 200 waiting orders. Each caller is answered after the commit, on its own thread.
 */
@Singleton
public class GatherOrders {

    private static final int MOST = 200;
    private static final int TRANSACTIONS = 2;

    private record Waiting(RequestedOrder order, UniEmitter<? super StoredOrder> emitter, Context context) {

        void answer(StoredOrder answer) {
            run(() -> emitter.complete(answer));
        }

        void fail(Throwable failure) {
            run(() -> emitter.fail(failure));
        }

        private void run(Runnable answer) {
            if (context == null) {
                answer.run();
            } else {
                context.runOnContext(ignored -> answer.run());
            }
        }
    }

    private final ConcurrentLinkedQueue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final Pool pool;
    private final StoreOrders storeOrders;
    private final Outbox outbox;

    GatherOrders(Pool pool, StoreOrders storeOrders, Outbox outbox) {
        this.pool = pool;
        this.storeOrders = storeOrders;
        this.outbox = outbox;
    }

    /** Stores an order; answers after the commit. */
    public Uni<StoredOrder> store(RequestedOrder order) {
        return Uni.createFrom().emitter(emitter -> {
            queue.add(new Waiting(order, emitter, Vertx.currentContext()));
            work();
        });
    }

    private void work() {
        while (!queue.isEmpty()) {
            int now = running.get();
            if (now >= TRANSACTIONS) {
                return;
            }
            if (!running.compareAndSet(now, now + 1)) {
                continue;
            }
            List<Waiting> set = new ArrayList<>();
            for (Waiting one = queue.poll(); one != null; one = set.size() < MOST ? queue.poll() : null) {
                set.add(one);
            }
            if (set.isEmpty()) {
                running.decrementAndGet();
                continue;
            }
            List<RequestedOrder> orders = set.stream().map(Waiting::order).toList();
            pool.withTransaction(c -> storeOrders.store(c, orders))
                    .onFailure(TransientFailure::is)
                    .retry()
                    .withBackOff(Duration.ofMillis(20), Duration.ofMillis(200))
                    .atMost(5)
                    .subscribe()
                    .with(answers -> done(set, answers), failure -> failed(set, failure));
        }
    }

    private void done(List<Waiting> set, List<StoredOrder> answers) {
        running.decrementAndGet();
        outbox.wake();
        for (int i = 0; i < set.size(); i++) {
            set.get(i).answer(answers.get(i));
        }
        work();
    }

    private void failed(List<Waiting> set, Throwable failure) {
        running.decrementAndGet();
        if (set.size() == 1 || TransientFailure.is(failure)) {
            set.forEach(one -> one.fail(failure));
        } else {
            set.forEach(this::alone);
        }
        work();
    }

    /** One bad order must not fail those that came with it. */
    private void alone(Waiting one) {
        pool.withTransaction(c -> storeOrders.store(c, List.of(one.order())))
                .subscribe()
                .with(
                        answers -> {
                            outbox.wake();
                            one.answer(answers.get(0));
                        },
                        one::fail);
    }
}
