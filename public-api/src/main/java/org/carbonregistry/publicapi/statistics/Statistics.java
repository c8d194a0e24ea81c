package org.carbonregistry.publicapi.statistics;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;

/**
 * The figures of all credits asked for, and of each group. Total and groups are of the same moment.
 *
 * @param basis {@code credits}: all issued ones; {@code retirements}: only retired ones are told
 * @param by what the groups are
 * @param total of everything asked for, whatever page this is
 * @param items one page of groups
 * @param next cursor of the next page, or null
 * @param dates which date years and date filters go by
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Statistics(
        @JsonIgnore Basis basis,
        @JsonIgnore Figures total,
        List<String> by,
        List<FigureRow> items,
        String next,
        String dates) {

    @JsonProperty("basis")
    public String basisWord() {
        return basis.word();
    }

    @JsonAnyGetter
    public Map<String, Object> figures() {
        return FigureRow.figures(total, basis);
    }
}
