package org.carbonregistry.issuance.program;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.BiFunction;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.IssuanceConfig;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.RegisterDecisions;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.Transactions;

/** One registrar proposes to close the import of a programme, another one closes it, for ever. A proposal expires. */
@Singleton
class CloseImport {

    private final Transactions transactions;
    private final IssuanceConfig config;

    CloseImport(Transactions transactions, IssuanceConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    Uni<Program> propose(String code, Actor actor) {
        return move(
                code,
                null,
                actor,
                (program, now) -> ProgramDecision.proposeClosing(
                        program, actor.subject(), now.plus(config.proposalsExpireAfter())));
    }

    Uni<Program> approve(String code, Actor actor) {
        return move(
                code,
                actor.subject(),
                actor,
                (program, now) -> ProgramDecision.approveClosing(program, actor.subject(), now));
    }

    @Scheduled(every = "${registry.issuance.sweep-every:5s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return Programs.dropLapsedProposals(transactions.reading())
                .onFailure(TransientFailure::is)
                .recoverWithNull();
    }

    private Uni<Program> move(
            String code, String approvedBy, Actor actor, BiFunction<Program, Instant, Program> decide) {
        return transactions.run(
                c -> Programs.lock(c, code).chain(program -> Rows.clock(c).chain(now -> {
                    Program moved = decide.apply(program, now);
                    return Programs.keepImportState(c, moved, approvedBy)
                            .chain(() -> RegisterDecisions.add(
                                    c,
                                    "program:" + code,
                                    moved.number(),
                                    approvedBy == null ? "closing proposed" : "import closed",
                                    Reason.NONE,
                                    actor.subject(),
                                    now))
                            .chain(() -> transactions.publish(c, moved.fact(now)))
                            .replaceWith(moved);
                })));
    }
}
