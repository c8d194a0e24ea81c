package org.carbonregistry.publicapi.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cell of a CSV file. */
public final class Cell {

    /** Formula signs, also as full-width and small forms, which spreadsheets of some languages fold. */
    private static final String SIGNS = "=+\\-@\u2212\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b";
    /** What is seen as nothing before a sign: blanks, control characters, marks without width. */
    private static final String UNSEEN = "[\\s\\p{Z}\\p{Cc}\\p{Cf}]*";

    /** A tab, a carriage return or a line feed first of all, or a sign first of what is seen. */
    private static final Pattern RUN_BY_SPREADSHEETS = Pattern.compile("[\t\r\n]|" + UNSEEN + "[" + SIGNS + "]");
    /** Where a spreadsheet that separates by another character begins a cell in the middle of ours. */
    private static final Pattern BEGUN_INSIDE = Pattern.compile("([;\t\r\n]" + UNSEEN + ")(?=[" + SIGNS + "])");

    private Cell() {}

    /**
     * The text with an apostrophe before what a spreadsheet would take for a formula (OWASP, CSV injection): at its beginning,
     * and after a character at which a spreadsheet of another language would begin a new cell. Numbers keep their sign only
     * because none here is negative.
     */
    public static String neutral(String text) {
        if (text == null || text.isEmpty()) {
            return "";
        }
        Matcher begin = RUN_BY_SPREADSHEETS.matcher(text);
        int seen = begin.lookingAt() ? begin.end() : 0;
        String rest = BEGUN_INSIDE.matcher(text.substring(seen)).replaceAll("$1'");
        return seen == 0 ? rest : "'" + text.substring(0, seen) + rest;
    }

    /** Anything as text; nothing as the empty cell. */
    public static String of(Object value) {
        return value == null ? "" : value.toString();
    }
}
