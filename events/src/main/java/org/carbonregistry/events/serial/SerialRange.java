package org.carbonregistry.events.serial;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Consecutive units of one block, with everything that names the block.
 *
 * <p>Format: {@code PROGRAM-COUNTRY-PROJECT-VINTAGE-BLOCK-FIRST-LAST}, for example {@code CCR-KE-1042-2023-58-1-25000}. No
 * leading zeros; {@code parse(format(x)) = x}.
 *
 * @param program programme code, 2 to 12 capital letters or digits, the first a letter
 * @param country ISO 3166-1 alpha-2
 * @param project project code within the programme, letters and digits, no dash
 * @param vintage year of the end of the vintage period
 * @param block block number, unique and gap-free in the programme, from 1
 * @param units the units of the block
 */
public record SerialRange(String program, String country, String project, int vintage, long block, UnitRange units) {

    private static final Pattern PROGRAM = Pattern.compile("[A-Z][A-Z0-9]{1,11}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern PROJECT = Pattern.compile("[A-Za-z0-9]{1,20}");
    private static final String NUMBER = "([1-9][0-9]{0,17})";
    private static final Pattern FORMAT = Pattern.compile("(" + PROGRAM + ")-(" + COUNTRY + ")-(" + PROJECT
            + ")-([1-9][0-9]{3})-" + NUMBER + "-" + NUMBER + "(?:-" + NUMBER + ")?");

    public SerialRange {
        require(PROGRAM, program, "program");
        require(COUNTRY, country, "country");
        require(PROJECT, project, "project");
        if (vintage < 1000 || vintage > 9999) {
            throw new IllegalArgumentException("vintage is a year of four digits, not " + vintage);
        }
        if (block < 1) {
            throw new IllegalArgumentException("block numbers start at 1, not " + block);
        }
        if (units == null) {
            throw new IllegalArgumentException("units are missing");
        }
    }

    private static void require(Pattern pattern, String value, String name) {
        if (value == null || !pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " " + value + " does not match " + pattern.pattern());
        }
    }

    /** Whether {@code code} can be the code of a programme in a serial number. */
    public static boolean isProgramCode(String code) {
        return code != null && PROGRAM.matcher(code).matches();
    }

    /** Whether {@code code} can be the code of a project in a serial number. */
    public static boolean isProjectCode(String code) {
        return code != null && PROJECT.matcher(code).matches();
    }

    /**
     * Reads a serial range, or the serial number of one unit as a range of one.
     *
     * @throws IllegalArgumentException when the text is neither
     */
    public static SerialRange parse(String text) {
        Matcher m = text == null ? null : FORMAT.matcher(text);
        if (m == null || !m.matches()) {
            throw new IllegalArgumentException(
                    "not a serial number of the form"
                            + " PROGRAM-COUNTRY-PROJECT-VINTAGE-BLOCK-FIRST-LAST or PROGRAM-COUNTRY-PROJECT-VINTAGE-BLOCK-UNIT");
        }
        long first = Long.parseLong(m.group(6));
        long last = m.group(7) == null ? first : Long.parseLong(m.group(7));
        return new SerialRange(
                m.group(1),
                m.group(2),
                m.group(3),
                Integer.parseInt(m.group(4)),
                Long.parseLong(m.group(5)),
                new UnitRange(first, last));
    }

    /** {@code PROGRAM-BLOCK}: the public name of the block, for example {@code CCR-58}. */
    public String blockName() {
        return program + "-" + block;
    }

    /** {@code PROGRAM-PROJECT}: the public name of the project, for example {@code CCR-1042}. */
    public String projectName() {
        return program + "-" + project;
    }

    /** The same block with other units. */
    public SerialRange withUnits(UnitRange other) {
        return new SerialRange(program, country, project, vintage, block, other);
    }

    /** The text of the range; a range of one unit is written with both ends, too. */
    public String format() {
        return program + "-" + country + "-" + project + "-" + vintage + "-" + block + "-" + units.first() + "-"
                + units.last();
    }

    @Override
    public String toString() {
        return format();
    }
}
