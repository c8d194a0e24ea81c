package org.carbonregistry.issuance;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The largest that a door lets in: three bytes for each character, every list full. */
public final class Largest {

    /** Well below the 8 MB of the broker, so that a fact with its headers always fits. */
    public static final int MOST_BYTES = 3_000_000;

    public static final String SHA = "f".repeat(64);

    private Largest() {}

    public static String text(int characters) {
        return "\u20ac".repeat(characters);
    }

    /** Names of facts, as many and as long as may be. */
    public static List<String> facts() {
        return IntStream.range(0, Bounds.FACTS)
                .mapToObj(i -> "f" + "x".repeat(55) + "%04d".formatted(i))
                .toList();
    }

    public static List<String> plusOne(List<String> values) {
        List<String> more = new ArrayList<>(values);
        more.add("more");
        return more;
    }
}
