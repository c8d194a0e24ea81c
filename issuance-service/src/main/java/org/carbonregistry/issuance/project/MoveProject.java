package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.program.Programs;

/** Moves a project to another state and tells everyone, with the reason. */
@Singleton
class MoveProject {

    private final Transactions transactions;

    MoveProject(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Project> run(String id, ProjectMove move, String reason, Actor actor) {
        return transactions.run(c -> Projects.lock(c, id).chain(project -> {
            ProjectDecision.requireMover(project, move, actor);
            return move(c, project, move, reason, actor, Instant.now());
        }));
    }

    /** Moves a project that is locked. A draft becomes public with its first fact, the registration of all that is known. */
    Uni<Project> move(SqlConnection c, Project project, ProjectMove move, String reason, Actor actor, Instant time) {
        ProjectState next = project.status().after(move);
        if (project.number() == 0 && next == ProjectState.WITHDRAWN) {
            Project dropped = project.with(
                    0, project.methodologyVersion(), project.creditingStart(), project.creditingEnd(), next);
            return Projects.keep(
                            c, dropped, new StateChange(project.status(), next, reason, null, actor.subject(), time))
                    .replaceWith(dropped);
        }
        Project moved = project.moved(next);
        StateChange change = new StateChange(project.status(), next, reason, null, actor.subject(), time);
        Uni<Void> kept = Projects.keep(c, moved, change);
        if (project.number() > 0) {
            return kept.chain(() -> transactions.publish(c, moved.changed(change)))
                    .replaceWith(moved);
        }
        return kept.chain(() -> Programs.named(c, moved.program(), null))
                .chain(program ->
                        transactions.publish(c, moved.registered(program.typeOf(moved.type(), "/type"), time)))
                .replaceWith(moved);
    }
}
