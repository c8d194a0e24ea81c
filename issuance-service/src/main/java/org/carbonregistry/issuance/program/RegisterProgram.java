package org.carbonregistry.issuance.program;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Transactions;

/** A registrar sets up a programme: its rules are fixed from then on, and public. */
@Singleton
class RegisterProgram {

    private final Transactions transactions;

    RegisterProgram(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Program> run(NewProgram asked, Actor actor) {
        Program program = ProgramDecision.register(asked);
        Instant now = Instant.now();
        return transactions.run(c -> Programs.add(c, program, actor.subject(), now)
                .chain(() -> transactions.publish(c, program.fact(now)))
                .replaceWith(program));
    }
}
