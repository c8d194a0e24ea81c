package org.carbonregistry.publicapi.search;

/** A cell of a CSV file. */
public final class Cell {

    private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r";

    private Cell() {}

    /**
     * The text with a leading apostrophe where a spreadsheet would take it for a formula (OWASP, CSV injection). Numbers keep
     * their sign only because none here is negative.
     */
    public static String neutral(String text) {
        return text == null || text.isEmpty()
                ? ""
                : RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** Anything as text; nothing as the empty cell. */
    public static String of(Object value) {
        return value == null ? "" : value.toString();
    }
}
