package org.carbonregistry.events.http;

/**
 * Characters that no id and no name has: control characters, and those that turn the direction of writing, so that a text reads
 * as another one than it is (Unicode TR 36). Marks of direction that scripts need are none of them.
 */
public final class UnfitCharacters {

    private UnfitCharacters() {}

    /** Whether a text of one line holds any. */
    public static boolean in(String text) {
        return text.chars().anyMatch(UnfitCharacters::isUnfit);
    }

    /** Whether a text of several lines holds any but line ends. */
    public static boolean inLines(String text) {
        return text.chars().anyMatch(c -> c != '\n' && isUnfit(c));
    }

    private static boolean isUnfit(int c) {
        return Character.isISOControl(c) || turnsDirection(c);
    }

    /** Embeddings, overrides and isolates of bidirectional writing. */
    public static boolean turnsDirection(int c) {
        return c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
