package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.IssuanceConfig;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.program.Programs;

/** Moves a project to another state and tells everyone, with the reason. */
@Singleton
class MoveProject {

    private final Transactions transactions;
    private final IssuanceConfig config;

    MoveProject(Transactions transactions, IssuanceConfig config) {
        this.transactions = transactions;
        this.config = config;
    }

    Uni<Project> run(String id, ProjectMove move, Reason reason, Actor actor) {
        return transactions.run(c -> Projects.lock(c, id).chain(project -> {
            ProjectDecision.requireMover(project, move, actor);
            return move(c, project, move, reason, actor, Instant.now());
        }));
    }

    /** Registers a validated project, unless it is another one's activity under a second code. */
    Uni<Project> register(String id, Registration registration, Actor actor) {
        return transactions.run(c -> Projects.lock(c, id).chain(project -> {
            ProjectDecision.requireMover(project, ProjectMove.REGISTER, actor);
            project.status().after(ProjectMove.REGISTER);
            return Validations.last(c, id).chain(last -> others(c, project).chain(others -> {
                Reason why = registration.why();
                Reason reason = last == null
                        ? why
                        : why.or("on the validation by " + last.vvb() + " of " + last.date(), last.documentSha256());
                Reason another = SameActivity.requireAnother(
                        project, others, config.sameActivityMetres(), registration.anotherActivity(), reason);
                return move(c, project, ProjectMove.REGISTER, another, actor, Instant.now());
            }));
        }));
    }

    /** Projects it could be the same activity as. Nobody else registers one of this type until the transaction ends. */
    Uni<List<Project>> others(SqlConnection c, Project project) {
        return project.place() == null
                ? Uni.createFrom().item(List.of())
                : Projects.lockType(c, project.program(), project.type())
                        .chain(() -> Projects.near(c, project, config.sameActivityMetres()));
    }

    /** Moves a project that is locked. A draft becomes public with its first fact, the registration of all that is known. */
    Uni<Project> move(SqlConnection c, Project project, ProjectMove move, Reason reason, Actor actor, Instant time) {
        ProjectState next = project.status().after(move);
        StateChange change = new StateChange(
                project.status(), next, reason.reason(), reason.evidenceSha256(), null, actor.subject(), time);
        if (project.number() == 0 && next == ProjectState.WITHDRAWN) {
            Project dropped = project.with(
                    0, project.methodologyVersion(), project.creditingStart(), project.creditingEnd(), next);
            return Projects.keep(c, dropped, change).replaceWith(dropped);
        }
        Project moved = project.moved(next);
        Uni<Void> kept = Projects.keep(c, moved, change);
        if (project.number() > 0) {
            return kept.chain(() -> transactions.publish(c, moved.changed(change)))
                    .replaceWith(moved);
        }
        return kept.chain(() -> Programs.named(c, moved.program(), null))
                .chain(program ->
                        transactions.publish(c, moved.registered(program.typeOf(moved.type(), "/type"), change)))
                .replaceWith(moved);
    }
}
