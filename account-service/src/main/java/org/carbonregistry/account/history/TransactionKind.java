package org.carbonregistry.account.history;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;

/** What a transaction of the ledger can be, as the table {@code ledger_transaction} keeps it. */
enum TransactionKind {
    OPENING("opening"),
    TRANSFER("transfer"),
    RETIREMENT("retirement"),
    SETTLEMENT("settlement"),
    COURT_TRANSFER("court-transfer");

    private final String word;

    TransactionKind(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /**
     * The kind of that name.
     *
     * @throws Refused invalid-parameter
     */
    static TransactionKind named(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        EdgeRefusal.INVALID_PARAMETER,
                        "kind is one of "
                                + Arrays.stream(values())
                                        .map(TransactionKind::word)
                                        .collect(Collectors.joining(", ")),
                        "kind"));
    }
}
