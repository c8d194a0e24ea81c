package org.carbonregistry.issuance.program;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Transactions;

/** One registrar proposes to close the import of a programme, another one closes it, for ever. */
@Singleton
class CloseImport {

    private final Transactions transactions;

    CloseImport(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Program> propose(String code, Actor actor) {
        return move(code, null, p -> ProgramDecision.proposeClosing(p, actor.subject()));
    }

    Uni<Program> approve(String code, Actor actor) {
        return move(code, actor.subject(), p -> ProgramDecision.approveClosing(p, actor.subject()));
    }

    private Uni<Program> move(String code, String approvedBy, UnaryOperator<Program> decide) {
        return transactions.run(c -> Programs.lock(c, code).chain(program -> {
            Program moved = decide.apply(program);
            return Programs.keepImportState(c, moved, approvedBy)
                    .chain(() -> transactions.publish(c, moved.fact(Instant.now())))
                    .replaceWith(moved);
        }));
    }
}
