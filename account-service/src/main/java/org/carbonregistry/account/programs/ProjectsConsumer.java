package org.carbonregistry.account.programs;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.wire.Message;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Follows the programmes and opens the system accounts of each new one. */
@Singleton
public class ProjectsConsumer {

    private final Inbox inbox;
    private final FactGate gate;
    private final Programs programs;
    private final Accounts accounts;

    ProjectsConsumer(Inbox inbox, FactGate gate, Programs programs, Accounts accounts) {
        this.inbox = inbox;
        this.gate = gate;
        this.programs = programs;
        this.accounts = accounts;
    }

    @Incoming("projects")
    public Uni<Void> consume(ConsumerRecords<String, byte[]> records) {
        return inbox.apply(records, (c, messages) -> gate.admit(c, messages).chain(facts -> apply(c, facts)));
    }

    private Uni<Void> apply(SqlConnection c, List<Message> facts) {
        Map<String, ProgramChanged> latest = new TreeMap<>();
        for (Message fact : facts) {
            if (fact.type().content() == ProgramChanged.class) {
                ProgramChanged changed = fact.content(ProgramChanged.class);
                latest.put(changed.program(), changed);
            }
        }
        return latest.isEmpty()
                ? Uni.createFrom().voidItem()
                : programs.put(c, latest.values()).chain(() -> accounts.openSystemAccounts(c, latest.keySet()));
    }
}
