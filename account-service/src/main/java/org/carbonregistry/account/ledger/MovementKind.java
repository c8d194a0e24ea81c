package org.carbonregistry.account.ledger;

/** Why units changed accounts, as written in the journal. */
public enum MovementKind {
    OPENED("opened"),
    TRANSFERRED("transferred"),
    RETIRED("retired");

    private final String word;

    MovementKind(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
