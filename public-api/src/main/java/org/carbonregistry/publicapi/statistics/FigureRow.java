package org.carbonregistry.publicapi.statistics;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.publicapi.search.Cell;

/**
 * The figures of one group.
 *
 * @param group the values it is grouped by, null where a value is not stated
 * @param figures in kilograms
 * @param basis whether issued units are told, or only retired ones
 */
public record FigureRow(
        @JsonIgnore Map<Dimension, Object> group, @JsonIgnore Figures figures, @JsonIgnore Basis basis) {

    /** The value of the only dimension as text, or null when there are several. */
    @JsonProperty
    public String key() {
        Object last = null;
        long own = group.keySet().stream()
                .filter(d -> d != Dimension.BENEFICIARY_KIND || group.size() == 1)
                .count();
        for (Object value : group.values()) {
            last = value;
        }
        return own == 1 && last != null ? last.toString() : null;
    }

    /** Dimensions and figures by their names. */
    @JsonAnyGetter
    public Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        group.forEach((dimension, value) -> values.put(dimension.word(), value));
        values.putAll(figures(figures, basis));
        return values;
    }

    /** Tonnes, counts, and the same in kilograms. */
    static Map<String, Object> figures(Figures f, Basis basis) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Long> kilograms = kilograms(f, basis);
        kilograms.forEach((name, kg) -> values.put(name, Figures.tonnes(kg)));
        values.put("retirements", f.retirements());
        values.put("projects", f.projects());
        values.put("blocks", f.blocks());
        values.put("kilograms", kilograms);
        return values;
    }

    private static Map<String, Long> kilograms(Figures f, Basis basis) {
        Map<String, Long> kilograms = new LinkedHashMap<>();
        if (basis == Basis.CREDITS) {
            kilograms.put("issued", f.issued());
            kilograms.put("active", f.active());
            kilograms.put("buffer", f.buffer());
        }
        kilograms.put("retired", f.retired());
        if (basis == Basis.CREDITS) {
            kilograms.put("cancelled", f.cancelled());
            kilograms.put("converted", f.converted());
        }
        return kilograms;
    }

    /** Column names of a CSV file. */
    static List<String> header(List<Dimension> by, Basis basis) {
        List<String> header = new ArrayList<>(by.stream().map(Dimension::word).toList());
        Map<String, Long> kilograms = kilograms(new Figures(0, 0, 0, 0, 0, 0, 0, 0), basis);
        header.addAll(kilograms.keySet());
        header.addAll(List.of("retirements", "projects", "blocks"));
        kilograms.keySet().forEach(name -> header.add(name + "Kilograms"));
        return header;
    }

    /** The row under that header. */
    List<String> cells() {
        List<String> cells = new ArrayList<>();
        group.values().forEach(value -> cells.add(Cell.neutral(Cell.of(value))));
        Map<String, Long> kilograms = kilograms(figures, basis);
        kilograms.values().forEach(kg -> cells.add(Figures.tonnes(kg).toPlainString()));
        cells.add(Long.toString(figures.retirements()));
        cells.add(Long.toString(figures.projects()));
        cells.add(Long.toString(figures.blocks()));
        kilograms.values().forEach(kg -> cells.add(Long.toString(kg)));
        return cells;
    }

    /** The retired tonnes, for those who show them. */
    @JsonIgnore
    public BigDecimal retiredTonnes() {
        return Figures.tonnes(figures.retired());
    }
}
