package org.carbonregistry.account.transfers;

import java.util.Arrays;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** The states of a transfer. Only an offer that stands can be decided, and only once. */
public enum TransferStatus {
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

    /**
     * The state after a decision.
     *
     * @throws Refused not-proposed
     */
    public TransferStatus decide(TransferStatus next) {
        if (this != PROPOSED || next == PROPOSED) {
            throw new Refused(
                    AccountRefusal.NOT_PROPOSED, "a transfer that is " + word + " cannot become " + next.word, null);
        }
        return next;
    }
}
