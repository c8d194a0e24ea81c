package org.carbonregistry.issuance.methodology;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.carbonregistry.events.message.MethodologyChanged.Version;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.RegisterDecisions;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.program.Programs;

/** A registrar registers a methodology of a programme, and later versions of it. */
@Singleton
class RegisterMethodology {

    private final Transactions transactions;

    RegisterMethodology(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Methodology> run(NewMethodology asked, Actor actor) {
        Instant now = Instant.now();
        return transactions.run(
                c -> Programs.named(c, asked.program(), "/program").chain(program -> {
                    Methodology methodology = MethodologyDecision.register(program, asked);
                    return Methodologies.add(c, methodology, actor.subject(), now)
                            .chain(() -> transactions.publish(c, methodology.fact(now)))
                            .replaceWith(methodology);
                }));
    }

    Uni<Methodology> addVersion(String code, Version version, Actor actor) {
        Instant now = Instant.now();
        return transactions.run(c -> Methodologies.lock(c, code).chain(found -> {
            Methodology methodology = MethodologyDecision.addVersion(found, version);
            return Methodologies.keepVersions(c, methodology)
                    .chain(() -> RegisterDecisions.add(
                            c,
                            "methodology:" + code,
                            methodology.number(),
                            "version " + version.version(),
                            Reason.NONE,
                            actor.subject(),
                            now))
                    .chain(() -> transactions.publish(c, methodology.fact(now)))
                    .replaceWith(methodology);
        }));
    }
}
