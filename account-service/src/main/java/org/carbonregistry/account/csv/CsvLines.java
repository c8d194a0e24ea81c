package org.carbonregistry.account.csv;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Rows as CSV (RFC 4180, UTF-8). */
public final class CsvLines {

    private static final String RUN_BY_SPREADSHEETS = "=+-@\t\r";

    private CsvLines() {}

    /** The rows, each with its line end; an absent value is an empty cell. */
    public static byte[] of(List<? extends List<?>> rows) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            rows.forEach(row -> csv.writeRecord(row.stream().map(CsvLines::cell).toList()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A value as text, with a leading apostrophe where a spreadsheet would take it for a formula (OWASP, CSV injection).
     * Numbers are left alone: none here is negative.
     */
    static String cell(Object value) {
        String text = value == null ? "" : value.toString();
        boolean runs =
                value instanceof CharSequence && !text.isEmpty() && RUN_BY_SPREADSHEETS.indexOf(text.charAt(0)) >= 0;
        return runs ? "'" + text : text;
    }
}
