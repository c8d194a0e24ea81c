package org.carbonregistry.publicapi.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carbonregistry.publicapi.statistics.Figures;

/**
 * What is active, held back and used up, as one bar of a thousand parts.
 *
 * @param sentence the same in words, for those who do not see it
 */
public record Shares(String sentence, List<Bar> bars) {

    private static final long WHOLE = 1000;
    /** Nothing that is there disappears. */
    private static final long LEAST = 3;

    /** A part of the bar. */
    public record Bar(String kind, long x, long width) {}

    /** The bar of some figures, or null when nothing was issued. */
    static Shares of(Figures f) {
        return of(List.of(
                Map.entry("active", f.active()), Map.entry("buffer", f.buffer()), Map.entry("retired", f.retired())));
    }

    static Shares of(List<Map.Entry<String, Long>> parts) {
        long sum = parts.stream().mapToLong(Map.Entry::getValue).sum();
        if (sum == 0) {
            return null;
        }
        List<Bar> bars = new ArrayList<>();
        List<String> words = new ArrayList<>();
        long x = 0;
        for (Map.Entry<String, Long> part : parts) {
            if (part.getValue() > 0) {
                double share = (double) part.getValue() / sum;
                long width = Math.max(LEAST, Math.round(share * WHOLE));
                bars.add(new Bar(part.getKey(), x, width));
                words.add(String.format(Locale.ROOT, "%s %.1f %%", part.getKey(), share * 100));
                x += width;
            }
        }
        return new Shares(String.join(", ", words), bars);
    }
}
