package org.carbonregistry.publicapi.search;

import java.util.Arrays;
import java.util.List;

/** The words of a text search. */
public final class Words {

    private Words() {}

    /** Each word as a pattern for {@code like}; what has a meaning there is escaped. */
    public static List<String> patterns(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .limit(10)
                .map(word ->
                        "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .toList();
    }
}
