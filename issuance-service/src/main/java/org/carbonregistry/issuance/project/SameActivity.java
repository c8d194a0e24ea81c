package org.carbonregistry.issuance.project;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.IssuanceRefusal;
import org.carbonregistry.issuance.Reason;
import org.carbonregistry.issuance.Shape;

/**
 * The same activity under two codes: a project of the same type at the same place whose crediting period overlaps. Rule 3 of
 * the domain: within a programme its units would be issued twice. What a project does not state (its place) cannot be
 * compared; a crediting period that is not stated overlaps every other one.
 */
final class SameActivity {

    private SameActivity() {}

    /**
     * The reason of a registration that is allowed: no other project is the same activity, or the registrar says why this one
     * is another one, which then stands in the public history.
     *
     * @param others registered projects of the programme and type, or that were verified
     * @param metres what is nearer is the same place
     * @param anotherActivity why it is another one, or null
     */
    static Reason requireAnother(
            Project project, List<Project> others, int metres, String anotherActivity, Reason given) {
        String because = Shape.textOrNull(anotherActivity, Bounds.REASON, "/anotherActivity");
        Optional<Project> same =
                others.stream().filter(other -> isSame(project, other, metres)).findFirst();
        if (same.isEmpty()) {
            return given;
        }
        String other = same.get().id();
        if (because == null) {
            throw IssuanceRefusal.SAME_ACTIVITY.of(other + "; if it is another activity, say why.", "/anotherActivity");
        }
        String said = "another activity than " + other + ": " + because;
        return new Reason(given.reason() == null ? said : given.reason() + "; " + said, given.evidenceSha256());
    }

    private static boolean isSame(Project project, Project other, int metres) {
        return !project.id().equals(other.id())
                && project.program().equals(other.program())
                && project.type().equals(other.type())
                && project.place() != null
                && other.place() != null
                && project.place().metresTo(other.place()) < metres
                && overlap(project, other);
    }

    private static boolean overlap(Project a, Project b) {
        return !ends(a).isBefore(starts(b)) && !ends(b).isBefore(starts(a));
    }

    private static LocalDate starts(Project p) {
        return p.creditingStart() == null ? LocalDate.MIN : p.creditingStart();
    }

    private static LocalDate ends(Project p) {
        return p.creditingEnd() == null ? LocalDate.MAX : p.creditingEnd();
    }
}
