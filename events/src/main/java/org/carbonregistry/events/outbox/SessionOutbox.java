package org.carbonregistry.events.outbox;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.carbonregistry.events.wire.Message;
import org.hibernate.reactive.mutiny.Mutiny;

/** The outbox for a Hibernate Reactive session: same rows, same transaction as the entities of that session. */
public final class SessionOutbox {

    private static final String WRITE =
            """
            with o as (
              insert into outbox (type, key, stream, number, last_number, message_id, time, data, traceparent)
              values (?1, ?2, cast(?3 as text), ?4, ?5, ?6, ?7, ?8, cast(?9 as text)) returning *
            )
            insert into fact (topic, stream, number, last_number, position, type, key, message_id, time, data, traceparent)
            select ?10, stream, number, last_number, id, type, key, message_id, time, data, traceparent
            from o where stream is not null
            """;

    private SessionOutbox() {}

    /** Flushes the session's entities and writes the messages in the order of the list, in its transaction. */
    public static Uni<Void> write(Mutiny.Session session, List<Message> messages) {
        return session.flush().chain(() -> Multi.createFrom()
                .iterable(messages)
                .onItem()
                .transformToUniAndConcatenate(m -> session.createNativeQuery(WRITE)
                        .setParameter(1, m.type().typeName())
                        .setParameter(2, m.key())
                        .setParameter(3, m.stream())
                        .setParameter(4, m.number())
                        .setParameter(5, m.lastNumber())
                        .setParameter(6, m.id())
                        .setParameter(7, m.time())
                        .setParameter(8, m.data())
                        .setParameter(9, m.traceparent())
                        .setParameter(10, m.type().topic().topicName())
                        .executeUpdate())
                .collect()
                .last()
                .replaceWithVoid());
    }
}
