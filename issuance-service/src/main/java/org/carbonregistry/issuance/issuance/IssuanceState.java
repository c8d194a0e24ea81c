package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.issuance.IssuanceMove.APPROVE;
import static org.carbonregistry.issuance.issuance.IssuanceMove.EXPIRE;
import static org.carbonregistry.issuance.issuance.IssuanceMove.OPEN;
import static org.carbonregistry.issuance.issuance.IssuanceMove.REJECT;
import static org.carbonregistry.issuance.issuance.IssuanceMove.WITHDRAW;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import org.carbonregistry.issuance.IssuanceRefusal;

/**
 * The states of an issuance. Each offers only its legal moves. A request names a verification that is on record, so it is
 * verified from the start: that state of the domain is passed in the same step.
 */
public enum IssuanceState {
    REQUESTED,
    APPROVED,
    /** The ledger has opened every block. */
    ISSUED,
    REJECTED,
    WITHDRAWN,
    /** Nobody decided until its deadline. */
    EXPIRED;

    /** Where each legal move leads. */
    public Map<IssuanceMove, IssuanceState> moves() {
        switch (this) {
            case REQUESTED:
                return Map.of(APPROVE, APPROVED, REJECT, REJECTED, WITHDRAW, WITHDRAWN, EXPIRE, EXPIRED);
            case APPROVED:
                return Map.of(OPEN, ISSUED);
            default:
                return Map.of();
        }
    }

    /**
     * The state after a move.
     *
     * @throws org.carbonregistry.events.http.Refused {@code illegal-move} when this state does not offer it,
     *     {@code issuance-expired} when it is too late for any
     */
    public IssuanceState after(IssuanceMove move) {
        IssuanceState next = moves().get(move);
        if (this == EXPIRED) {
            throw IssuanceRefusal.ISSUANCE_EXPIRED.of(null, null);
        }
        if (next == null) {
            throw IssuanceRefusal.ILLEGAL_MOVE.of("The issuance is " + word() + ".", null);
        }
        return next;
    }

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static IssuanceState named(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
