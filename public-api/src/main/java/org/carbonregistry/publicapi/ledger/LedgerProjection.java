package org.carbonregistry.publicapi.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.List;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.carbonregistry.publicapi.projection.Projection;

/** Blocks, every movement of their units, and what is retired of them: counted as the facts are stored. */
@Singleton
public class LedgerProjection implements Projection {

    private final FactGate gate;

    LedgerProjection(FactGate gate) {
        this.gate = gate;
    }

    @Override
    public Topic topic() {
        return Topic.LEDGER;
    }

    @Override
    public Uni<Void> apply(SqlConnection c, List<Message> facts) {
        return gate.admit(c, facts).chain(admitted -> write(c, admitted));
    }

    private static Uni<Void> write(SqlConnection c, List<Message> facts) {
        LedgerRows rows = new LedgerRows();
        for (Message fact : facts) {
            switch (fact.type()) {
                case BLOCK_OPENED -> rows.opened(fact.content(BlockOpened.class));
                case CREDITS_TRANSFERRED -> rows.moved(fact.content(CreditsTransferred.class));
                case CREDITS_RETIRED -> rows.retired(fact.content(CreditsRetired.class));
                default -> throw new IllegalArgumentException("does not belong to " + Topic.LEDGER + ": " + fact);
            }
        }
        return rows.into(c);
    }
}
