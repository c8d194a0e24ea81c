package org.carbonregistry.issuance.project;

import static org.carbonregistry.issuance.project.ProjectMove.COMPLETE;
import static org.carbonregistry.issuance.project.ProjectMove.DEREGISTER;
import static org.carbonregistry.issuance.project.ProjectMove.LIST;
import static org.carbonregistry.issuance.project.ProjectMove.REGISTER;
import static org.carbonregistry.issuance.project.ProjectMove.REINSTATE;
import static org.carbonregistry.issuance.project.ProjectMove.REJECT;
import static org.carbonregistry.issuance.project.ProjectMove.START_VALIDATION;
import static org.carbonregistry.issuance.project.ProjectMove.SUSPEND;
import static org.carbonregistry.issuance.project.ProjectMove.VALIDATE;
import static org.carbonregistry.issuance.project.ProjectMove.WITHDRAW;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.carbonregistry.issuance.IssuanceRefusal;

/** The states of a project. Each offers only its legal moves; a state that offers none is final. */
public enum ProjectState {
    DRAFT,
    LISTED,
    UNDER_VALIDATION,
    VALIDATED,
    REGISTERED,
    SUSPENDED,
    COMPLETED,
    WITHDRAWN,
    REJECTED,
    DE_REGISTERED;

    /** Where each legal move leads. */
    public Map<ProjectMove, ProjectState> moves() {
        switch (this) {
            case DRAFT:
                return Map.of(LIST, LISTED, WITHDRAW, WITHDRAWN);
            case LISTED:
                return Map.of(START_VALIDATION, UNDER_VALIDATION, WITHDRAW, WITHDRAWN, REJECT, REJECTED);
            case UNDER_VALIDATION:
                return Map.of(VALIDATE, VALIDATED, WITHDRAW, WITHDRAWN, REJECT, REJECTED);
            case VALIDATED:
                return Map.of(REGISTER, REGISTERED, WITHDRAW, WITHDRAWN, REJECT, REJECTED);
            case REGISTERED:
                return Map.of(SUSPEND, SUSPENDED, COMPLETE, COMPLETED, WITHDRAW, WITHDRAWN, DEREGISTER, DE_REGISTERED);
            case SUSPENDED:
                return Map.of(REINSTATE, REGISTERED, WITHDRAW, WITHDRAWN, DEREGISTER, DE_REGISTERED);
            default:
                return Map.of();
        }
    }

    /**
     * The state after a move.
     *
     * @throws org.carbonregistry.events.http.Refused {@code illegal-move} when this state does not offer it
     */
    public ProjectState after(ProjectMove move) {
        ProjectState next = moves().get(move);
        if (next == null) {
            throw IssuanceRefusal.ILLEGAL_MOVE.of("The project is " + word() + ".", null);
        }
        return next;
    }

    /** Whether everyone may see a project that is or was in this state. */
    public boolean isPublic() {
        return this != DRAFT;
    }

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ProjectState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
