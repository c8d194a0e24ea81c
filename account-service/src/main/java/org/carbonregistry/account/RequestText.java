package org.carbonregistry.account;

import java.util.regex.Pattern;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitCharacters;

/** The form of texts that requests carry. Each check refuses with {@code invalid-value} and names the field. */
public final class RequestText {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private RequestText() {}

    /** A caller's own name of an order: 1 to 200 characters, none of them a control or direction character. */
    public static String externalId(String text, String pointer) {
        if (text == null || text.isBlank() || text.length() > 200 || UnfitCharacters.in(text)) {
            throw invalid(
                    "an id of your own has 1 to 200 characters, none of them a control or direction character, and is not blank",
                    pointer);
        }
        return text;
    }

    /** Why something is done: 1 to 500 characters. */
    public static String reason(String text, String pointer) {
        if (text == null || text.isBlank() || text.length() > 500 || UnfitCharacters.in(text)) {
            throw invalid("1 to 500 characters are wanted, none of them a control or direction character", pointer);
        }
        return text;
    }

    /** A message to people: at most 1000 characters, line ends allowed; or none. */
    public static String message(String text, String pointer) {
        if (text != null && (text.length() > 1000 || UnfitCharacters.inLines(text))) {
            throw invalid(
                    "a message has at most 1000 characters, and no control or direction characters but line ends",
                    pointer);
        }
        return text;
    }

    /** The SHA-256 of a document, 64 lower-case hexadecimal digits. */
    public static String sha256(String text, String pointer) {
        if (text == null || !SHA256.matcher(text).matches()) {
            throw invalid("a SHA-256 has 64 lower-case hexadecimal digits", pointer);
        }
        return text;
    }

    private static Refused invalid(String detail, String pointer) {
        return new Refused(AccountRefusal.INVALID_VALUE, detail, pointer);
    }
}
