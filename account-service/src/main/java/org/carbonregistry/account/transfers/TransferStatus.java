package org.carbonregistry.account.transfers;

import java.util.Arrays;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/**
 * The states of a transfer. Only an offer that stands can be decided, and only once. One that awaits the approval of a second
 * representative is no offer yet: until then it can only be cancelled, or lapse.
 */
public enum TransferStatus {
    AWAITING_APPROVAL("awaiting-approval"),
    PROPOSED("proposed"),
    SETTLED("settled"),
    REJECTED("rejected"),
    CANCELLED("cancelled"),
    EXPIRED("expired");

    private final String word;

    TransferStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static TransferStatus named(String word) {
        return Arrays.stream(values())
                .filter(s -> s.word.equals(word))
                .findFirst()
                .orElseThrow(
                        () -> new Refused(EdgeRefusal.INVALID_PARAMETER, "no state of a transfer: " + word, "status"));
    }

    /** Whether its units are reserved. */
    boolean isOpen() {
        return this == PROPOSED || this == AWAITING_APPROVAL;
    }

    /**
     * The state after a second representative's approval.
     *
     * @param atOnce whether nobody needs to accept it
     * @throws Refused not-awaiting-approval
     */
    TransferStatus approve(boolean atOnce) {
        if (this != AWAITING_APPROVAL) {
            throw new Refused(
                    AccountRefusal.NOT_AWAITING_APPROVAL, "a transfer that is " + word + " awaits no approval", null);
        }
        return atOnce ? SETTLED : PROPOSED;
    }

    /**
     * The state after a decision.
     *
     * @throws Refused not-proposed
     */
    public TransferStatus decide(TransferStatus next) {
        boolean legal = this == PROPOSED && !next.isOpen()
                || this == AWAITING_APPROVAL && (next == CANCELLED || next == EXPIRED);
        if (!legal) {
            throw new Refused(
                    AccountRefusal.NOT_PROPOSED, "a transfer that is " + word + " cannot become " + next.word, null);
        }
        return next;
    }
}
