package org.carbonregistry.issuance.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A latitude or longitude in decimal degrees, kept as the text that was given; read from a number or a text. */
public record Degrees(@JsonValue String text) {

    /** No place on earth needs more: a millionth of a degree is 11 cm. */
    private static final int LONGEST = 24;

    /** @throws IllegalArgumentException when it is no number, or one of more than 24 digits as it is written out */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Degrees of(Object given) {
        String text = String.valueOf(given);
        try {
            // A short text such as 1e999999999 can be a number of a thousand million digits.
            BigDecimal number = text.length() > LONGEST ? null : new BigDecimal(text);
            if (number != null && Math.abs((long) number.scale()) <= LONGEST && number.precision() <= LONGEST) {
                return new Degrees(number.toPlainString());
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("decimal degrees are a number");
        }
        throw new IllegalArgumentException("decimal degrees have at most " + LONGEST + " digits");
    }

    double radians() {
        return Math.toRadians(Double.parseDouble(text));
    }

    boolean isWithin(int most) {
        return new BigDecimal(text).abs().compareTo(BigDecimal.valueOf(most)) <= 0;
    }
}
