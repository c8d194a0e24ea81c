package org.carbonregistry.publicapi.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;

/**
 * Who may write the projections now. Live consumers share the lock, because they write different streams; a rebuild, which
 * writes all of them, holds it alone. Both for one transaction.
 */
public final class ProjectionLock {

    private static final long KEY = 7_204_110_391L;

    private ProjectionLock() {}

    public static Uni<Void> shared(SqlConnection c) {
        return c.query("select pg_advisory_xact_lock_shared(" + KEY + ")")
                .execute()
                .replaceWithVoid();
    }

    public static Uni<Void> alone(SqlConnection c) {
        return c.query("select pg_advisory_xact_lock(" + KEY + ")").execute().replaceWithVoid();
    }
}
