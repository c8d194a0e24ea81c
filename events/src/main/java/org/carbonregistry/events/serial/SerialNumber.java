package org.carbonregistry.events.serial;

/**
 * The name of one unit, for ever: {@code PROGRAM-COUNTRY-PROJECT-VINTAGE-BLOCK-UNIT}, for example
 * {@code CCR-KE-1042-2023-58-17}.
 *
 * @param range a range of exactly one unit
 */
public record SerialNumber(SerialRange range) {

    public SerialNumber {
        if (range.units().quantity() != 1) {
            throw new IllegalArgumentException("a serial number names one unit, not " + range.units());
        }
    }

    /** Reads the serial number of one unit; a text that names a longer range is refused. */
    public static SerialNumber parse(String text) {
        return new SerialNumber(SerialRange.parse(text));
    }

    /** The unit within its block, from 1. */
    public long unit() {
        return range.units().first();
    }

    public String format() {
        return range.program() + "-" + range.country() + "-" + range.project() + "-" + range.vintage() + "-"
                + range.block() + "-" + unit();
    }

    @Override
    public String toString() {
        return format();
    }
}
