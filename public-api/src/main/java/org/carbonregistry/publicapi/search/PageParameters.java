package org.carbonregistry.publicapi.search;

import jakarta.ws.rs.QueryParam;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Refused;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which page of a list is asked for, and in which order. */
public class PageParameters {

    @QueryParam("limit")
    @Parameter(description = "Items of a page, 1 to 1000 (100 when absent); CSV and NDJSON are whole and have none")
    public String limit;

    @QueryParam("cursor")
    @Parameter(description = "Continues after a page: its next")
    public String cursor;

    @QueryParam("sort")
    @Parameter(description = "Order; a leading minus says descending")
    public String sort;

    @QueryParam("count")
    @Parameter(description = "true: also count the matches, up to 10,000")
    public String count;

    int limit() {
        return limit(limit);
    }

    /** How many items a page may hold; refuses what is no such number. */
    public static int limit(String asked) {
        try {
            return Limit.of(asked == null ? null : Integer.valueOf(asked));
        } catch (NumberFormatException e) {
            throw Filter.refused("limit", "is a whole number from 1 to 1000, not '" + asked + "'");
        }
    }

    String cursor() {
        return cursor;
    }

    String sort() {
        return sort;
    }

    boolean count() {
        if (count == null || "false".equals(count)) {
            return false;
        }
        if ("true".equals(count)) {
            return true;
        }
        throw Filter.refused("count", "is true or false, not '" + count + "'");
    }

    /** An export is whole from its cursor on: a limit would cut it where nobody sees it, and it has no place for a count. */
    void refusePages() {
        if (limit != null) {
            limit();
            throw wholeExport();
        }
        if (count()) {
            throw Filter.refused("count", "is for JSON pages; an export is counted by its lines");
        }
    }

    /** The refusal of a limit for an export. */
    public static Refused wholeExport() {
        return Filter.refused("limit", "is for JSON pages; an export holds every row");
    }
}
