package org.carbonregistry.issuance.project;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.carbonregistry.issuance.Actor;
import org.carbonregistry.issuance.Transactions;
import org.carbonregistry.issuance.methodology.Methodologies;
import org.carbonregistry.issuance.program.Programs;

/** A developer drafts a project, or a registrar brings one in from a source registry: then it is public at once. */
@Singleton
class RegisterProject {

    private final Transactions transactions;

    RegisterProject(Transactions transactions) {
        this.transactions = transactions;
    }

    Uni<Project> run(NewProject asked, Actor actor) {
        Instant now = Instant.now();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return transactions.run(c -> Programs.named(c, asked.program(), "/program")
                .chain(program -> Methodologies.find(c, asked.methodology()).chain(methodology -> {
                    Project decided = ProjectDecision.register(program, methodology, asked, actor, today);
                    Uni<Project> coded = decided.code() != null
                            ? Uni.createFrom().item(decided)
                            : Projects.drawCode(c, program.code()).map(decided::coded);
                    return coded.chain(drawn -> {
                        boolean seen = drawn.status().isPublic();
                        Project project = seen ? drawn.moved(drawn.status()) : drawn;
                        StateChange first = new StateChange(
                                null, project.status(), null, asked.effectiveDate(), actor.subject(), now);
                        Uni<Void> added = Projects.add(c, project, first);
                        return (seen
                                        ? added.chain(() -> transactions.publish(
                                                c, project.registered(program.typeOf(project.type(), "/type"), now)))
                                        : added)
                                .replaceWith(project);
                    });
                })));
    }
}
