package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.methodology.Methodologies;
import org.carbonregistry.issuance.program.Programs;
import org.carbonregistry.issuance.vvb.Vvbs;

/** A body reports its validation: the project goes under validation, and is validated when the opinion is good. */
@Singleton
class ValidateProject {

    private final Transactions transactions;
    private final MoveProject move;

    ValidateProject(Transactions transactions, MoveProject move) {
        this.transactions = transactions;
        this.move = move;
    }

    Uni<Validation> run(String id, NewValidation asked, Actor actor) {
        Instant now = Instant.now();
        return transactions.run(c -> Projects.lock(c, id).chain(project -> Programs.named(c, project.program(), null)
                .chain(program -> Methodologies.find(c, project.methodology())
                        .chain(methodology -> Vvbs.find(c, asked.vvb()).chain(vvb -> {
                            Validation validation =
                                    ValidationDecision.validate(program, project, methodology, vvb, asked, actor, now);
                            return Validations.add(c, validation, actor)
                                    .chain(() -> moves(c, project, validation, actor, now))
                                    .replaceWith(validation);
                        })))));
    }

    private Uni<Project> moves(SqlConnection c, Project project, Validation validation, Actor actor, Instant now) {
        Uni<Project> started = project.status() == ProjectState.UNDER_VALIDATION
                ? Uni.createFrom().item(project)
                : move.move(c, project, ProjectMove.START_VALIDATION, Reason.NONE, actor, now);
        if (!validation.isPositive()) {
            return started;
        }
        String reason = "validated by " + validation.vvb() + " on " + validation.date() + ", crediting period "
                + validation.creditingStart() + " to " + validation.creditingEnd()
                + (validation.methodologyVersion() == null
                        ? ""
                        : ", methodology " + project.methodology() + " version " + validation.methodologyVersion());
        return started.chain(under -> move.move(
                c,
                under.with(
                        under.number(),
                        validation.methodologyVersion(),
                        validation.creditingStart(),
                        validation.creditingEnd(),
                        under.status()),
                ProjectMove.VALIDATE,
                new Reason(reason, validation.documentSha256()),
                actor,
                now));
    }
}
