package org.carbonregistry.account.courts;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** The states of a transfer that was ordered. It is decided once. */
public enum CourtTransferStatus {
    PROPOSED("proposed"),
    SETTLED("settled"),
    REJECTED("rejected"),
    EXPIRED("expired");

    private final String word;

    CourtTransferStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static CourtTransferStatus named(String word) {
        return Arrays.stream(values())
                .filter(s -> s.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        EdgeRefusal.INVALID_PARAMETER,
                        "status is one of "
                                + Arrays.stream(values())
                                        .map(CourtTransferStatus::word)
                                        .collect(Collectors.joining(", ")),
                        "status"));
    }

    /**
     * The state after a decision.
     *
     * @throws Refused order-decided
     */
    CourtTransferStatus decide(CourtTransferStatus next) {
        if (this != PROPOSED || next == PROPOSED) {
            throw new Refused(
                    AccountRefusal.ORDER_DECIDED, "an order that is " + word + " cannot become " + next.word, null);
        }
        return next;
    }
}
