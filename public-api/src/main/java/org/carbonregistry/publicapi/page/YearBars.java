package org.carbonregistry.publicapi.page;

import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.publicapi.statistics.Dimension;
import org.carbonregistry.publicapi.statistics.FigureRow;

/**
 * Retired tonnes of each year as bars.
 *
 * @param base the line they stand on
 * @param labels the line of the years' numbers
 * @param sentence the same in words, for those who do not see it
 */
public record YearBars(int width, int height, int base, int labels, String sentence, List<Bar> bars) {

    private static final int WIDTH = 700;
    private static final int BASE = 150;
    private static final int LABELLED = 12;

    /** One year; a year without retirements has no height. */
    public record Bar(int year, String tonnes, int x, int y, int width, int height, int middle, boolean labelled) {}

    /** The bars of rows that are grouped by year, or null when there are none. */
    static YearBars of(List<FigureRow> rows) {
        if (rows.isEmpty()) {
            return null;
        }
        int first = year(rows.get(0));
        int years = year(rows.get(rows.size() - 1)) - first + 1;
        long most = Math.max(
                1, rows.stream().mapToLong(r -> r.figures().retired()).max().orElse(1));
        int step = Math.min(90, WIDTH / years);
        int every = Math.max(1, (years + LABELLED - 1) / LABELLED);
        List<Bar> bars = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (FigureRow row : rows) {
            int at = year(row) - first;
            long kilograms = row.figures().retired();
            int height = (int) Math.max(1, Math.round((double) kilograms / most * (BASE - 10)));
            String tonnes = Written.tonnesWritten(kilograms);
            int x = at * step + step / 8;
            int width = Math.max(1, step - step / 4);
            bars.add(new Bar(year(row), tonnes, x, BASE - height, width, height, x + width / 2, at % every == 0));
            words.add(year(row) + ": " + tonnes + " tonnes");
        }
        return new YearBars(Math.max(step * years, 200), BASE + 20, BASE, BASE + 15, String.join("; ", words), bars);
    }

    private static int year(FigureRow row) {
        return (Integer) row.group().get(Dimension.YEAR);
    }
}
