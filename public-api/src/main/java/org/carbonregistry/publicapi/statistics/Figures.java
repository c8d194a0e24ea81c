package org.carbonregistry.publicapi.statistics;

import java.math.BigDecimal;

/**
 * What there is and what became of it, in kilograms, because programmes count in tonnes or in kilograms.
 *
 * <p>Invariant: issued = active + buffer + retired + cancelled + converted. Active is what is left, and the tables refuse a
 * block of which more is gone than was issued.
 *
 * @param retirements how many retirements used up some of it
 * @param projects how many projects it comes from
 * @param blocks how many blocks it lies in
 */
public record Figures(
        long issued,
        long buffer,
        long retired,
        long cancelled,
        long converted,
        long retirements,
        long projects,
        long blocks) {

    public long active() {
        return issued - buffer - retired - cancelled - converted;
    }

    /** Kilograms as tonnes, exact: a whole number where it is one. */
    public static BigDecimal tonnes(long kilograms) {
        BigDecimal tonnes = BigDecimal.valueOf(kilograms, 3).stripTrailingZeros();
        return tonnes.scale() < 0 ? tonnes.setScale(0) : tonnes;
    }
}
