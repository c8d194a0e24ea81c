package org.carbonregistry.issuance.program;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which issuances of a programme put a share into its buffer. */
public enum BufferRule {
    NONE("none"),
    NATURE_BASED("nature-based"),
    ALL("all");

    private final String word;

    BufferRule(String word) {
        this.word = word;
    }

    /** The word on the wire. */
    @JsonValue
    public String word() {
        return word;
    }

    /** Whether units of a type whose carbon can ({@code natureBased}) or cannot be lost again are shared. */
    public boolean appliesTo(boolean natureBased) {
        return this == ALL || this == NATURE_BASED && natureBased;
    }

    static BufferRule named(String word) {
        for (BufferRule rule : values()) {
            if (rule.word.equals(word)) {
                return rule;
            }
        }
        throw new IllegalArgumentException("no buffer rule: " + word);
    }
}
