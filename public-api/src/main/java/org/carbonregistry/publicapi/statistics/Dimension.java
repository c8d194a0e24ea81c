package org.carbonregistry.publicapi.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.carbonregistry.publicapi.search.Filter;

/** What figures can be grouped by. */
public enum Dimension {
    PROGRAM("program", false, false),
    COUNTRY("country", false, false),
    TYPE("type", false, false),
    NATURE("nature", false, false),
    VINTAGE("vintage", false, true),
    PROJECT("project", false, false),
    BLOCK("block", false, false),
    /** The year of the retirement date. */
    YEAR("year", true, true),
    PURPOSE("purpose", true, false),
    /** {@code organisation}, {@code person}, {@code not-stated}, or {@code certificate-pending}; goes with the name. */
    BENEFICIARY_KIND("beneficiaryKind", true, false),
    BENEFICIARY("beneficiary", true, false);

    private final String word;
    private final boolean ofRetirements;
    private final boolean number;

    Dimension(String word, boolean ofRetirements, boolean number) {
        this.word = word;
        this.ofRetirements = ofRetirements;
        this.number = number;
    }

    /** The name in requests and answers. */
    public String word() {
        return word;
    }

    /** Whether only retired units have it. */
    boolean ofRetirements() {
        return ofRetirements;
    }

    boolean isNumber() {
        return number;
    }

    String column() {
        return switch (this) {
            case BENEFICIARY_KIND -> "beneficiary_kind";
            default -> word;
        };
    }

    /** The values of a {@code by} parameter, separated by commas. A beneficiary is grouped by kind and name. */
    public static List<Dimension> parse(String by) {
        List<Dimension> dimensions = new ArrayList<>();
        if (by == null) {
            return dimensions;
        }
        for (String word : by.split(",", -1)) {
            Dimension dimension = Arrays.stream(values())
                    .filter(d -> d.word.equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> Filter.refused("by", "is made of " + words() + ", not '" + word + "'"));
            if (dimension == BENEFICIARY && !dimensions.contains(BENEFICIARY_KIND)) {
                dimensions.add(BENEFICIARY_KIND);
            }
            if (dimensions.contains(dimension)) {
                throw Filter.refused("by", "names " + word + " twice");
            }
            dimensions.add(dimension);
        }
        return dimensions;
    }

    private static String words() {
        return String.join(", ", Arrays.stream(values()).map(Dimension::word).toList());
    }
}
