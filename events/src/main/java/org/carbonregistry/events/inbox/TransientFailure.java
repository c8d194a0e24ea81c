package org.carbonregistry.events.inbox;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells a failure that passes by itself (database away, deadlock) from one that the data causes. */
public final class TransientFailure {

    private TransientFailure() {}

    /** Whether the same work can succeed when it is tried again. */
    public static boolean is(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof PgException pg) {
                String state = pg.getSqlState();
                return state == null
                        || state.startsWith("08")
                        || state.startsWith("40")
                        || state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("58");
            }
            if (t instanceof IOException
                    || t instanceof TimeoutException
                    || t.getClass().getName().startsWith("io.vertx")
                    || t.getClass().getName().startsWith("io.netty")) {
                return true;
            }
        }
        return false;
    }
}
