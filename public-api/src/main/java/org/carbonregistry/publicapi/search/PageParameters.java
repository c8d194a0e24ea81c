package org.carbonregistry.publicapi.search;

import jakarta.ws.rs.QueryParam;
import org.carbonregistry.events.http.Limit;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** Which page of a list is asked for, and in which order. */
public class PageParameters {

    @QueryParam("limit")
    @Parameter(description = "Items of a page, 1 to 1000 (100 when absent); exports are whole when absent")
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
        return limitOf(Limit.of(null));
    }

    int limitOf(int otherwise) {
        if (limit == null) {
            return otherwise;
        }
        try {
            return Limit.of(Integer.valueOf(limit));
        } catch (NumberFormatException e) {
            throw Filter.refused("limit", "is a whole number from 1 to 1000, not '" + limit + "'");
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

    /** An export has no place for a count. */
    void refuseCount() {
        if (count()) {
            throw Filter.refused("count", "is for JSON pages; an export is counted by its lines");
        }
    }
}
