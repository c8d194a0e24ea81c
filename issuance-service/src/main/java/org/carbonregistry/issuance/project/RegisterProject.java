package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.carbonregistry.issuance.Accepted;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.ExternalId;
import org.carbonregistry.issuance.IssuanceConfig;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.methodology.Methodologies;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.program.Programs;

/** A developer drafts a project, or a registrar brings one in from a source registry: then it is public at once. */
@Singleton
class RegisterProject {

    private final Transactions transactions;
    private final MoveProject move;
    private final IssuanceConfig config;

    RegisterProject(Transactions transactions, MoveProject move, IssuanceConfig config) {
        this.transactions = transactions;
        this.move = move;
        this.config = config;
    }

    Uni<Accepted<Project>> run(NewProject asked, Actor actor) {
        return ExternalId.of("project", actor, asked.externalId(), asked)
                .once(transactions, c -> register(c, asked, actor), Project::id, Projects::at);
    }

    private Uni<Project> register(SqlConnection c, NewProject asked, Actor actor) {
        Instant now = Instant.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return Programs.share(c, asked.program(), "/program")
                .chain(program -> Methodologies.find(c, asked.methodology()).chain(methodology -> {
                    Project decided = ProjectDecision.register(program, methodology, asked, actor, today);
                    return coded(c, decided)
                            .chain(project -> reason(c, project, asked).chain(why -> {
                                StateChange first = new StateChange(
                                        null,
                                        project.status(),
                                        why.reason(),
                                        why.evidenceSha256(),
                                        asked.effectiveDate(),
                                        actor.subject(),
                                        now);
                                return Projects.add(c, project, first)
                                        .chain(() -> publish(c, program, project, first))
                                        .replaceWith(project);
                            }));
                }));
    }

    /** Why it is there; of one that is brought in also that it is no other one's activity. */
    private Uni<Reason> reason(SqlConnection c, Project project, NewProject asked) {
        Reason given = Reason.given(new Reason(asked.reason(), asked.evidenceSha256()));
        return project.status() == ProjectState.DRAFT
                ? Uni.createFrom().item(given)
                : move.others(c, project)
                        .map(others -> SameActivity.requireAnother(
                                project, others, config.sameActivityMetres(), asked.anotherActivity(), given));
    }

    /** With its code; and with its first public fact, if everyone may see it. */
    private static Uni<Project> coded(SqlConnection c, Project decided) {
        Project seen = decided.status().isPublic() ? decided.moved(decided.status()) : decided;
        return seen.code() != null
                ? Uni.createFrom().item(seen)
                : Projects.drawCode(c, seen.program()).map(seen::coded);
    }

    private Uni<Void> publish(SqlConnection c, Program program, Project project, StateChange first) {
        return project.status().isPublic()
                ? transactions.publish(c, project.registered(program.typeOf(project.type(), "/type"), first))
                : Uni.createFrom().voidItem();
    }
}
