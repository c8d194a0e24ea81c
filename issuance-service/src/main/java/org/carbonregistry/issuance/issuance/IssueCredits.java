package org.carbonregistry.issuance.issuance;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.issuance.Accepted;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.IssuanceConfig;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.account.Accounts;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.program.Programs;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.project.Projects;
import org.carbonregistry.issuance.verification.Verification;
import org.carbonregistry.issuance.verification.Verifications;

/**
 * Another person than the requester approves an issuance: its blocks get their numbers, the public hears of the decision and
 * the ledger is ordered to open them, all in one transaction. A crash after the commit loses nothing: what the ledger does
 * not answer is ordered again.
 */
@Singleton
class IssueCredits {

    private final Transactions transactions;
    private final ExpireIssuances deadlines;
    private final IssuanceConfig config;

    IssueCredits(Transactions transactions, ExpireIssuances deadlines, IssuanceConfig config) {
        this.transactions = transactions;
        this.deadlines = deadlines;
        this.config = config;
    }

    /** The same registrar's approval again is answered with the first one. */
    Uni<Accepted<IssuanceView>> run(UUID id, String reason, Actor actor) {
        return deadlines.inTime(
                id,
                (c, issuance) -> issuance.isApprovedBy(actor.subject())
                        ? Issuances.view(c, id).map(view -> new Accepted<>(view, true))
                        : approve(c, issuance, reason, actor).map(view -> new Accepted<>(view, false)));
    }

    /** Everything the decision needs is asked for at once: the statements go out together and run in their order. */
    private Uni<IssuanceView> approve(SqlConnection c, Issuance issuance, String reason, Actor actor) {
        return Uni.combine()
                .all()
                .unis(
                        Projects.share(c, issuance.project()),
                        Programs.share(c, issuance.program(), null),
                        Accounts.find(c, issuance.account()),
                        RequestedVintages.of(c, issuance.id()),
                        Verifications.find(c, issuance.verification()))
                .asTuple()
                .chain(found -> {
                    Project project = found.getItem1();
                    Program program = found.getItem2();
                    List<RequestedVintage> vintages = found.getItem4();
                    IssuanceDecision.approve(program, project, found.getItem3(), issuance, vintages, actor);
                    return issue(c, program, project, found.getItem5(), issuance, vintages, reason, actor);
                });
    }

    private Uni<IssuanceView> issue(
            SqlConnection c,
            Program program,
            Project project,
            Verification verification,
            Issuance issuance,
            List<RequestedVintage> vintages,
            String reason,
            Actor actor) {
        Instant now = Instant.now();
        Issuance approved =
                issuance.decided(issuance.status().after(IssuanceMove.APPROVE), actor.subject(), now, reason);
        return Uni.combine()
                .all()
                .unis(Issuances.keepDecision(c, approved), Blocks.draw(c, program.code(), vintages.size()))
                .with((kept, first) -> first)
                .chain(first -> {
                    // From here to the commit nobody else can draw numbers of the programme: both writes go at once.
                    List<Block> blocks = Block.of(program, project, verification, approved, vintages, first, now);
                    return Uni.join()
                            .all(
                                    Blocks.add(c, blocks, config.resendAfter()),
                                    transactions.publish(c, Block.messages(blocks)))
                            .andFailFast()
                            .replaceWith(new IssuanceView(
                                    approved, blocks.stream().map(Block::view).toList()));
                });
    }
}
