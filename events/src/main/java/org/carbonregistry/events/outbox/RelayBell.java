package org.carbonregistry.events.outbox;

import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes the relay. In the replica whose relay is active this costs nothing; in the others a notification is sent outside any
 * transaction, at most one at a time, because {@code NOTIFY} inside transactions would serialise their commits.
 */
@Singleton
class RelayBell {

    static final String CHANNEL = "outbox";

    private final Pool pool;
    private final Semaphore work = new Semaphore(0);
    private final AtomicBoolean notifying = new AtomicBoolean();
    private final AtomicBoolean again = new AtomicBoolean();
    private volatile boolean active;

    RelayBell(Pool pool) {
        this.pool = pool;
    }

    void active(boolean value) {
        active = value;
    }

    /** There is work. */
    void ring() {
        if (active) {
            heard();
        } else if (notifying.compareAndSet(false, true)) {
            notifyOthers();
        } else {
            again.set(true);
        }
    }

    /** Someone rang, here or in another replica. */
    void heard() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    /** Waits until someone rings, but not longer. */
    void await(long millis) throws InterruptedException {
        if (work.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            work.drainPermits();
        }
    }

    // If this process dies before the notification is out, the active relay still looks by itself twice a second.
    private void notifyOthers() {
        again.set(false);
        pool.query("notify " + CHANNEL).execute().subscribe().with(done -> notified(), failed -> notified());
    }

    private void notified() {
        if (again.get()) {
            notifyOthers();
        } else {
            notifying.set(false);
        }
    }
}
