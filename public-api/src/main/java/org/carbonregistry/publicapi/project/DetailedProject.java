package org.carbonregistry.publicapi.project;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.publicapi.search.DatedPage;

/**
 * Everything public about a project.
 *
 * @param retirements how many retirements used up units of it
 * @param history its states with reasons, oldest first
 * @param verifications accepted reports, oldest first
 * @param dates how dates are to be understood
 */
public record DetailedProject(
        @JsonUnwrapped ListedProject project,
        String description,
        List<Integer> sdgs,
        List<?> documents,
        long retirements,
        List<State> history,
        List<?> verifications,
        String dates) {

    /** A state the project came into. */
    public record State(String from, String to, String reason, LocalDate effectiveDate, Instant time) {}

    static DetailedProject of(Row row, Iterable<Row> events) {
        List<State> history = new ArrayList<>();
        List<Object> verifications = new ArrayList<>();
        for (Row event : events) {
            if ("verification".equals(event.getString("kind"))) {
                verifications.add(event.getJsonObject("verification").getMap());
            } else {
                history.add(new State(
                        event.getString("from_status"),
                        event.getString("to_status"),
                        event.getString("reason"),
                        event.getLocalDate("effective_date"),
                        event.getOffsetDateTime("time").toInstant()));
            }
        }
        return new DetailedProject(
                ListedProject.of(row),
                row.getString("description"),
                List.of(row.getArrayOfIntegers("sdgs")),
                row.getJsonArray("documents").getList(),
                row.getLong("retirements"),
                history,
                verifications,
                DatedPage.DATES);
    }
}
