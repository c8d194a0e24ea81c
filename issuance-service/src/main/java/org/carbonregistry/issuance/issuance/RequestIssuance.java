package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.issuance.Accepted;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.ExternalId;
import org.carbonregistry.issuance.IssuanceConfig;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Rows;
import org.carbonregistry.issuance.Shape;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.account.Account;
import org.carbonregistry.issuance.account.Accounts;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.program.Programs;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.Projects;
import org.carbonregistry.issuance.verification.OpenVintage;
import org.carbonregistry.issuance.verification.Verification;
import org.carbonregistry.issuance.verification.Verifications;

/** The proponent asks for verified units to be issued; from now on nobody else can ask for the same units. */
@Singleton
class RequestIssuance {

    private final Transactions transactions;
    private final IssuanceConfig config;

    RequestIssuance(Transactions transactions, IssuanceConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    Uni<Accepted<IssuanceView>> run(NewIssuance asked, Actor actor) {
        Shape.given(asked.verification(), "/verification");
        Shape.given(asked.account(), "/account");
        return ExternalId.of("issuance", actor, asked.externalId(), asked)
                .once(
                        transactions,
                        c -> request(c, asked, actor).map(issuance -> new IssuanceView(issuance, List.of())),
                        view -> view.issuance().id().toString(),
                        (c, id) -> Issuances.view(c, UUID.fromString(id)));
    }

    private Uni<Issuance> request(SqlConnection c, NewIssuance asked, Actor actor) {
        return Verifications.find(c, asked.verification())
                .onItem()
                .ifNull()
                .failWith(() -> IssuanceRefusal.UNKNOWN_VERIFICATION.of(null, "/verification"))
                .chain(verification -> Uni.combine()
                        .all()
                        .unis(
                                Projects.share(c, verification.project()),
                                Verifications.lockVintages(c, verification.id()),
                                Accounts.find(c, asked.account()),
                                Rows.clock(c))
                        .asTuple()
                        .chain(found -> Programs.share(c, found.getItem1().program(), null)
                                .chain(program -> decide(
                                        c,
                                        program,
                                        found.getItem1(),
                                        verification,
                                        found.getItem2(),
                                        found.getItem3(),
                                        asked,
                                        actor,
                                        found.getItem4()))));
    }

    private Uni<Issuance> decide(
            SqlConnection c,
            Program program,
            Project project,
            Verification verification,
            List<OpenVintage> verified,
            Account account,
            NewIssuance asked,
            Actor actor,
            Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        List<RequestedVintage> vintages =
                IssuanceDecision.request(program, project, verified, account, asked, actor, today);
        Issuance issuance = requested(verification, program.code(), asked, actor, now);
        return Issuances.add(c, issuance)
                .chain(() -> RequestedVintages.add(c, issuance, vintages))
                .replaceWith(issuance);
    }

    private Issuance requested(Verification verification, String program, NewIssuance asked, Actor actor, Instant now) {
        return new Issuance(
                UUID.randomUUID(),
                actor.organisation() == null ? "" : actor.organisation(),
                asked.externalId(),
                program,
                verification.project(),
                verification.id(),
                asked.account(),
                asked.effectiveDate(),
                IssuanceState.REQUESTED,
                actor.subject(),
                now,
                now.plus(config.proposalsExpireAfter()),
                null,
                null,
                null,
                null);
    }
}
