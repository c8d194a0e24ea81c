package org.carbonregistry.account.holds;

import java.util.Arrays;
import java.util.Optional;

/** The states of a hold (domain.md). From {@code placed} it goes to one of the others, once. */
public enum HoldStatus {
    PLACED("placed"),
    SETTLED("settled"),
    RELEASED("released"),
    EXPIRED("expired");

    private final String word;

    HoldStatus(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<HoldStatus> named(String word) {
        return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
    }
}
