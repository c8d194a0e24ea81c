package org.carbonregistry.issuance.project;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;

/** A latitude or longitude in decimal degrees, kept as the text that was given; read from a number or a text. */
public record Degrees(@JsonValue String text) {

    /** @throws IllegalArgumentException when it is no number */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Degrees of(Object given) {
        try {
            return new Degrees(new BigDecimal(String.valueOf(given)).toPlainString());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("decimal degrees are a number, not " + given);
        }
    }

    boolean isWithin(int most) {
        return new BigDecimal(text).abs().compareTo(BigDecimal.valueOf(most)) <= 0;
    }
}
