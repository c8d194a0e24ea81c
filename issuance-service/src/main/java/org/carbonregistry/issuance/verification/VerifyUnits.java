package org.carbonregistry.issuance.verification;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.issuance.Accepted;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.ExternalId;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.program.Programs;
import org.carbonregistry.issuance.project.Projects;
import org.carbonregistry.issuance.vvb.Vvbs;

/** A body reports what it verified, or a registrar brings a verification in from a source registry. */
@Singleton
class VerifyUnits {

    private final Transactions transactions;

    VerifyUnits(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Accepted<Verification>> run(String project, NewVerification asked, Actor actor) {
        return ExternalId.of("verification of " + project, actor, asked.externalId(), asked)
                .once(
                        transactions,
                        c -> verify(c, project, asked, actor),
                        verification -> verification.id().toString(),
                        (c, id) -> Verifications.find(c, UUID.fromString(id)));
    }

    private Uni<Verification> verify(SqlConnection c, String project, NewVerification asked, Actor actor) {
        return known(c, project, asked).chain(known -> {
            Verification verification = VerificationDecision.verify(known, asked, actor, Instant.now());
            return Verifications.add(c, verification, actor.subject())
                    .chain(() -> Projects.nextNumber(c, project))
                    .chain(number -> transactions.publish(c, verification.fact(number)))
                    .replaceWith(verification);
        });
    }

    private static Uni<VerificationDecision.Known> known(SqlConnection c, String id, NewVerification asked) {
        return Projects.lock(c, id).chain(project -> Uni.combine()
                .all()
                .unis(
                        Programs.share(c, project.program(), null),
                        Vvbs.find(c, asked.vvb()),
                        validatedBy(c, id),
                        Verifications.periods(c, id))
                .with((program, vvb, validatedBy, earlier) ->
                        new VerificationDecision.Known(program, project, vvb, validatedBy, earlier)));
    }

    private static Uni<String> validatedBy(SqlConnection c, String project) {
        return c.preparedQuery("select vvb from validation where project = $1 order by recorded_at desc limit 1")
                .execute(Tuple.of(project))
                .map(rows -> Rows.one(rows, row -> row.getString(0)));
    }
}
