package org.carbonregistry.issuance.vvb;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.RegisterDecisions;
import org.carbonregistry.issuance.Transactions;

/** A registrar registers a body, suspends and reinstates it. */
@Singleton
class RegisterVvb {

    private final Transactions transactions;

    RegisterVvb(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Vvb> run(NewVvb asked, Actor actor) {
        Vvb vvb = VvbDecision.register(asked);
        Instant now = Instant.now();
        return transactions.run(c -> Vvbs.add(c, vvb, actor.subject(), now)
                .chain(() -> transactions.publish(c, vvb.fact(now, null)))
                .replaceWith(vvb));
    }

    Uni<Vvb> move(String code, VvbState to, Reason reason, Actor actor) {
        Instant now = Instant.now();
        return transactions.run(c -> Vvbs.lock(c, code).chain(found -> {
            Vvb vvb = VvbDecision.move(found, to);
            return Vvbs.keepStatus(c, vvb)
                    .chain(() -> RegisterDecisions.add(
                            c, "vvb:" + code, vvb.number(), to.word(), reason, actor.subject(), now))
                    .chain(() -> transactions.publish(c, vvb.fact(now, reason.reason())))
                    .replaceWith(vvb);
        }));
    }
}
