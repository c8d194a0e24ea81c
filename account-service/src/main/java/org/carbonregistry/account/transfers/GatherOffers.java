package org.carbonregistry.account.transfers;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.transfers.OfferTransfers.Outcome;

/**
 * Takes offers that come at the same time into one transaction: while fewer than two transactions run, one takes up to 200
 * waiting offers that fit together. Each caller is answered after the commit, on its own thread.
 */
@Singleton
class GatherOffers {

    private static final int MOST = 200;
    private static final int TRANSACTIONS = 2;

    private record Waiting(Offer offer, UniEmitter<? super Outcome> emitter, Context context) {

        void answer(Outcome outcome) {
            run(() -> emitter.complete(outcome));
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

    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final Retrying retrying;
    private final OfferTransfers transfers;
    private int running;

    GatherOffers(Retrying retrying, OfferTransfers transfers) {
        this.retrying = retrying;
        this.transfers = transfers;
    }

    /** Carries an offer out, or says why not; answers after the commit. */
    Uni<Outcome> offer(Offer offer) {
        return Uni.createFrom().emitter(emitter -> {
            synchronized (this) {
                queue.add(new Waiting(offer, emitter, Vertx.currentContext()));
            }
            work();
        });
    }

    private void work() {
        for (List<Waiting> set = next(); !set.isEmpty(); set = next()) {
            List<Waiting> taken = set;
            List<Offer> offers = taken.stream().map(Waiting::offer).toList();
            retrying.inTransaction(c -> transfers.offer(c, offers))
                    .subscribe()
                    .with(outcomes -> done(taken, outcomes), failure -> failed(taken, failure));
        }
    }

    /** The oldest that wait, as far as they fit together; empty when nothing waits or enough is under way. */
    private synchronized List<Waiting> next() {
        if (running >= TRANSACTIONS || queue.isEmpty()) {
            return List.of();
        }
        List<Waiting> set = new ArrayList<>();
        Together together = new Together();
        Deque<Waiting> later = new ArrayDeque<>();
        while (!queue.isEmpty() && set.size() < MOST) {
            Waiting one = queue.poll();
            if (together.takes(one.offer())) {
                set.add(one);
            } else {
                later.add(one);
            }
        }
        while (!later.isEmpty()) {
            queue.addFirst(later.pollLast());
        }
        running++;
        return set;
    }

    private synchronized void ended() {
        running--;
    }

    private void done(List<Waiting> set, List<Outcome> outcomes) {
        ended();
        for (int i = 0; i < set.size(); i++) {
            set.get(i).answer(outcomes.get(i));
        }
        work();
    }

    private void failed(List<Waiting> set, Throwable failure) {
        ended();
        if (set.size() == 1) {
            set.get(0).fail(failure);
        } else {
            set.forEach(this::alone);
        }
        work();
    }

    /** One bad offer must not fail those that came with it. */
    private void alone(Waiting one) {
        retrying.inTransaction(c -> transfers.offer(c, List.of(one.offer())))
                .subscribe()
                .with(outcomes -> one.answer(outcomes.get(0)), one::fail);
    }
}
