package org.carbonregistry.publicapi.projection;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.carbonregistry.events.inbox.Inbox;
import org.carbonregistry.publicapi.ledger.IssuanceProjection;
import org.carbonregistry.publicapi.ledger.LedgerProjection;
import org.carbonregistry.publicapi.project.ProjectProjection;
import org.carbonregistry.publicapi.retirement.RetirementProjection;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The Kafka door: every public topic, batch by batch, into its projection. */
@Singleton
public class LiveFacts {

    private final Inbox inbox;
    private final ProjectProjection projects;
    private final IssuanceProjection issuances;
    private final LedgerProjection ledger;
    private final RetirementProjection retirements;

    LiveFacts(
            Inbox inbox,
            ProjectProjection projects,
            IssuanceProjection issuances,
            LedgerProjection ledger,
            RetirementProjection retirements) {
        this.inbox = inbox;
        this.projects = projects;
        this.issuances = issuances;
        this.ledger = ledger;
        this.retirements = retirements;
    }

    @Incoming("projects")
    Uni<Void> projects(ConsumerRecords<String, byte[]> records) {
        return apply(records, projects);
    }

    @Incoming("credits")
    Uni<Void> credits(ConsumerRecords<String, byte[]> records) {
        return apply(records, issuances);
    }

    @Incoming("ledger")
    Uni<Void> ledger(ConsumerRecords<String, byte[]> records) {
        return apply(records, ledger);
    }

    @Incoming("retirements")
    Uni<Void> retirements(ConsumerRecords<String, byte[]> records) {
        return apply(records, retirements);
    }

    private Uni<Void> apply(ConsumerRecords<String, byte[]> records, Projection projection) {
        return inbox.apply(records, (c, facts) -> ProjectionLock.shared(c).chain(() -> projection.apply(c, facts)));
    }
}
