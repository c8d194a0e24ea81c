package org.carbonregistry.publicapi.statistics;

import jakarta.ws.rs.QueryParam;

/** The query parameters of statistics, by name; {@link StatisticsQuery} reads and judges them. */
public class StatisticsParameters {

    @QueryParam("by")
    String by;

    @QueryParam("program")
    String program;

    @QueryParam("type")
    String type;

    @QueryParam("methodology")
    String methodology;

    @QueryParam("country")
    String country;

    @QueryParam("project")
    String project;

    @QueryParam("vintageFrom")
    String vintageFrom;

    @QueryParam("vintageTo")
    String vintageTo;

    @QueryParam("retiredFrom")
    String retiredFrom;

    @QueryParam("retiredTo")
    String retiredTo;

    @QueryParam("purpose")
    String purpose;

    @QueryParam("beneficiary")
    String beneficiary;

    @QueryParam("cursor")
    String cursor;

    @QueryParam("limit")
    String limit;
}
