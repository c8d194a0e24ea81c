package org.carbonregistry.publicapi.projection;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;

/** What the facts of one topic write into the tables. Applying a fact twice changes nothing the second time. */
public interface Projection {

    /** The topic it reads. */
    Topic topic();

    /** Applies facts within the transaction of the connection, as one set. */
    Uni<Void> apply(SqlConnection connection, List<Message> facts);
}
