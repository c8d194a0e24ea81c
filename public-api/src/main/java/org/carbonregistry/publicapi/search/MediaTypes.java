package org.carbonregistry.publicapi.search;

/** The forms of an export. JSON pages are preferred when a client takes anything. */
public final class MediaTypes {

    /** The whole list, one line a row, the first line the column names. */
    public static final String CSV = "text/csv;charset=UTF-8;qs=0.4";

    /** The whole list, one JSON object a line. */
    public static final String NDJSON = "application/x-ndjson;qs=0.3";

    private MediaTypes() {}
}
