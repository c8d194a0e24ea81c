package org.carbonregistry.retirement.retire;

import java.util.regex.Pattern;

/** An LEI (ISO 17442): 18 letters and digits and two check digits, together 1 modulo 97 (ISO 7064 MOD 97-10). */
final class LegalEntityIdentifier {

    private static final Pattern FORMAT = Pattern.compile("[A-Z0-9]{18}[0-9]{2}");

    private LegalEntityIdentifier() {}

    /** Whether a text can only be meant as an LEI. */
    static boolean looksLikeOne(String text) {
        return FORMAT.matcher(text).matches();
    }

    /** Whether the check digits are right. */
    static boolean isValid(String text) {
        int rest = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = Character.digit(text.charAt(i), 36);
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }
        return rest == 1;
    }
}
