package org.carbonregistry.publicapi.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.message.CreditsIssued;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.carbonregistry.publicapi.projection.Projection;
import org.carbonregistry.publicapi.projection.RowSet;

/** The decision behind each block: its verification, and what was not stated or derived. Units come from the ledger. */
@Singleton
public class IssuanceProjection implements Projection {

    private static final String DECISIONS =
            """
            insert into issuance_decision (block, verification, not_stated, derived, decided_at)
            select description->>'block', verification, coalesce("notStated", '{}'), coalesce(derived, '{}'), time
            from jsonb_to_recordset($1::text::jsonb)
              as t(description jsonb, verification uuid, "notStated" text[], derived text[], time timestamptz)
            on conflict do nothing
            """;

    private final FactGate gate;

    IssuanceProjection(FactGate gate) {
        this.gate = gate;
    }

    @Override
    public Topic topic() {
        return Topic.CREDITS;
    }

    @Override
    public Uni<Void> apply(SqlConnection c, List<Message> facts) {
        return gate.admit(c, facts)
                .chain(admitted -> RowSet.json(
                        c,
                        DECISIONS,
                        admitted.stream()
                                .map(fact -> fact.content(CreditsIssued.class))
                                .toList()));
    }
}
