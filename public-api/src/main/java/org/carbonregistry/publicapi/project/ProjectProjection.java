package org.carbonregistry.publicapi.project;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.inbox.FactGate;
import org.carbonregistry.events.message.MethodologyChanged;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.message.ProjectRegistered;
import org.carbonregistry.events.message.ProjectStatusChanged;
import org.carbonregistry.events.message.VerificationRecorded;
import org.carbonregistry.events.message.VvbChanged;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.carbonregistry.publicapi.projection.Projection;
import org.carbonregistry.publicapi.projection.RowSet;

/** Programmes, methodologies, bodies and projects as they stand, and what happened to each project. */
@Singleton
public class ProjectProjection implements Projection {

    private final FactGate gate;

    ProjectProjection(FactGate gate) {
        this.gate = gate;
    }

    @Override
    public Topic topic() {
        return Topic.PROJECTS;
    }

    @Override
    public Uni<Void> apply(SqlConnection c, List<Message> facts) {
        return gate.admit(c, facts).chain(admitted -> write(c, admitted));
    }

    private static Uni<Void> write(SqlConnection c, List<Message> facts) {
        Map<String, ProgramChanged> programs = new LinkedHashMap<>();
        Map<String, MethodologyChanged> methodologies = new LinkedHashMap<>();
        Map<String, VvbChanged> bodies = new LinkedHashMap<>();
        List<ProjectRegistered> registered = new ArrayList<>();
        List<ProjectStatusChanged> changed = new ArrayList<>();
        Map<String, ProjectStatusChanged> last = new LinkedHashMap<>();
        List<VerificationRecorded> verified = new ArrayList<>();
        for (Message fact : facts) {
            switch (fact.type()) {
                case PROGRAM_REGISTERED, PROGRAM_CHANGED ->
                    programs.put(fact.stream(), fact.content(ProgramChanged.class));
                case METHODOLOGY_CHANGED -> methodologies.put(fact.stream(), fact.content(MethodologyChanged.class));
                case VVB_CHANGED -> bodies.put(fact.stream(), fact.content(VvbChanged.class));
                case PROJECT_REGISTERED -> registered.add(fact.content(ProjectRegistered.class));
                case PROJECT_STATUS_CHANGED -> {
                    ProjectStatusChanged change = fact.content(ProjectStatusChanged.class);
                    changed.add(change);
                    last.put(change.project(), change);
                }
                case VERIFICATION_RECORDED -> verified.add(fact.content(VerificationRecorded.class));
                default -> throw new IllegalArgumentException("does not belong to " + Topic.PROJECTS + ": " + fact);
            }
        }
        return RowSet.json(c, ProjectSql.PROGRAMS, programs.values())
                .chain(() -> RowSet.json(c, ProjectSql.METHODOLOGIES, methodologies.values()))
                .chain(() -> RowSet.json(c, ProjectSql.BODIES, bodies.values()))
                .chain(() -> RowSet.json(c, ProjectSql.PROJECTS, registered))
                .chain(() -> RowSet.json(c, ProjectSql.REGISTRATIONS, registered))
                .chain(() -> RowSet.json(c, ProjectSql.CHANGES, changed))
                .chain(() -> RowSet.json(c, ProjectSql.STATUS, last.values()))
                .chain(() -> RowSet.json(c, ProjectSql.SETTLED, changed))
                .chain(() -> RowSet.json(c, ProjectSql.VERIFICATIONS, verified));
    }
}
