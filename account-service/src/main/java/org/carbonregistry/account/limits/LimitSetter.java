package org.carbonregistry.account.limits;

import java.util.Arrays;

/** Who sets a limit of an account. Each has its own, and the lowest wins: neither lifts what the other set. */
public enum LimitSetter {
    HOLDER("holder"),
    REGISTRAR("registrar");

    private final String word;

    LimitSetter(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    static LimitSetter named(String word) {
        return Arrays.stream(values())
                .filter(setter -> setter.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("nobody who sets limits: " + word));
    }
}
