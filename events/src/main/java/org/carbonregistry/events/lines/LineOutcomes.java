package org.carbonregistry.events.lines;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.carbonregistry.events.wire.Json;

/** How what became of lines is written down and told. */
public final class LineOutcomes {

    private LineOutcomes() {}

    /**
     * One JSON object a line; the last goes without a newline, because the framework ends each item of a stream with one.
     *
     * @param page outcomes of lines, in their order
     */
    public static byte[] lines(List<? extends Record> page) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(page.size() * 256);
        for (Record outcome : page) {
            if (text.size() > 0) {
                text.write('\n');
            }
            text.writeBytes(Json.write(outcome));
        }
        return text.toByteArray();
    }

    /**
     * Text that people can read, whatever was sent: without control and direction characters, and no longer than it may be.
     *
     * @param text may be null, and then null is the answer
     */
    public static String plain(String text, int longest) {
        if (text == null) {
            return null;
        }
        String shown = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", " ");
        return shown.length() <= longest ? shown : shown.substring(0, longest);
    }
}
