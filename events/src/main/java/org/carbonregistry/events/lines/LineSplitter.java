package org.carbonregistry.events.lines;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a stream of bytes into lines, whatever the chunks. Of a line that is too long only the fact is kept, so memory stays
 * flat. Empty lines count as lines, but say nothing.
 */
final class LineSplitter {

    private static final byte[] NOTHING = new byte[0];

    private final int longest;
    private byte[] begun = NOTHING;
    private boolean tooLong;
    private long number;

    LineSplitter(int longest) {
        this.longest = longest;
    }

    /** The lines that end within this chunk. */
    List<Line> feed(Buffer chunk) {
        List<Line> lines = new ArrayList<>();
        byte[] bytes = chunk.getBytes();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                append(bytes, start, i);
                take(lines);
                start = i + 1;
            }
        }
        append(bytes, start, bytes.length);
        return lines;
    }

    /** The last line, if it did not end with a newline. */
    List<Line> end() {
        List<Line> lines = new ArrayList<>();
        if (tooLong || begun.length > 0) {
            take(lines);
        }
        return lines;
    }

    private void append(byte[] bytes, int from, int to) {
        if (tooLong || from == to) {
            return;
        }
        if (begun.length + to - from > longest) {
            tooLong = true;
            begun = NOTHING;
            return;
        }
        byte[] joined = new byte[begun.length + to - from];
        System.arraycopy(begun, 0, joined, 0, begun.length);
        System.arraycopy(bytes, from, joined, begun.length, to - from);
        begun = joined;
    }

    private void take(List<Line> lines) {
        number++;
        Line line = new Line(number, tooLong ? null : begun);
        tooLong = false;
        begun = NOTHING;
        if (!line.isBlank()) {
            lines.add(line);
        }
    }
}
