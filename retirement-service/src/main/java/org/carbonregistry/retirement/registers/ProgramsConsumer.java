package org.carbonregistry.retirement.registers;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.inbox.OneByOne;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows the programmes on {@code registry.projects}. */
@Singleton
public class ProgramsConsumer {

    private static final String WRITE =
            """
            insert into program (program, import_state, may_be_not_stated) values ($1, $2, $3)
            on conflict (program) do update
              set import_state = excluded.import_state, may_be_not_stated = excluded.may_be_not_stated
            """;

    private final Inbox inbox;
    private final FactGate gate;

    ProgramsConsumer(Inbox inbox, FactGate gate) {
        this.inbox = inbox;
        this.gate = gate;
    }

    @Incoming("projects")
    Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> gate.admit(c, messages).chain(facts -> write(c, facts)));
    }

    private static Uni<Void> write(SqlConnection c, List<Message> facts) {
        List<ProgramChanged> programs = facts.stream()
                .filter(fact ->
                        fact.type() == MessageType.PROGRAM_REGISTERED || fact.type() == MessageType.PROGRAM_CHANGED)
                .map(fact -> fact.content(ProgramChanged.class))
                .toList();
        return OneByOne.each(programs, program -> write(c, program));
    }

    private static Uni<Void> write(SqlConnection c, ProgramChanged program) {
        List<String> open = program.mayBeNotStated() == null ? List.of() : program.mayBeNotStated();
        return c.preparedQuery(WRITE)
                .execute(Tuple.of(
                        program.program(),
                        program.importState() == null ? "none" : program.importState(),
                        open.toArray(new String[0])))
                .replaceWithVoid();
    }
}
