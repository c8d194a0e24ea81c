package org.carbonregistry.retirement.retire;

import java.text.Normalizer;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitCharacters;

/**
 * Rules for text that people will read on a certificate: Unicode NFC, no white space around it, no control characters, no
 * characters that turn the direction of writing or that are no characters at all.
 */
final class StatedText {

    private StatedText() {}

    /** A text of one line, or null when nothing is said; a tab becomes a space. */
    static String line(String text, int longest, String pointer) {
        return checked(text == null ? null : text.replace('\t', ' '), longest, pointer, false);
    }

    /** A text of several lines, or null when nothing is said. */
    static String lines(String text, int longest, String pointer) {
        return checked(text == null ? null : text.replace("\r\n", "\n"), longest, pointer, true);
    }

    private static String checked(String text, int longest, String pointer, boolean several) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String stated = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (stated.codePointCount(0, stated.length()) > longest) {
            throw refused("at most " + longest + " characters are allowed here", pointer);
        }
        stated.codePoints().forEach(c -> {
            if (!allowed(c, several)) {
                throw refused(String.format("the character U+%04X is not allowed here", c), pointer);
            }
        });
        return stated;
    }

    private static boolean allowed(int c, boolean several) {
        if (several && (c == '\n' || c == '\t')) {
            return true;
        }
        switch (Character.getType(c)) {
            case Character.CONTROL:
            case Character.SURROGATE:
            case Character.PRIVATE_USE:
            case Character.UNASSIGNED:
            case Character.LINE_SEPARATOR:
            case Character.PARAGRAPH_SEPARATOR:
                return false;
            default:
                return !UnfitCharacters.turnsDirection(c);
        }
    }

    private static Refused refused(String detail, String pointer) {
        return new Refused(RetirementRefusal.INVALID_TEXT, detail, pointer);
    }
}
