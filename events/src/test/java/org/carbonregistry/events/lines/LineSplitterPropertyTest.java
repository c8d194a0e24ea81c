package org.carbonregistry.events.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class LineSplitterPropertyTest {

    @Property
    void theLinesAreTheSameHoweverTheBytesArrive(
            @ForAll @Size(max = 30)
                    List<@StringLength(min = 1, max = 40) @CharRange(from = 'a', to = 'z') String> lines,
            @ForAll @IntRange(min = 1, max = 50) int chunk) {
        byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        LineSplitter splitter = new LineSplitter(100);
        List<Line> read = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += chunk) {
            read.addAll(splitter.feed(
                    Buffer.buffer(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + chunk)))));
        }
        read.addAll(splitter.end());
        assertEquals(lines, read.stream().map(LineSplitterPropertyTest::text).toList());
        for (int i = 0; i < read.size(); i++) {
            assertEquals(i + 1, read.get(i).number());
        }
    }

    @Example
    void ofALineThatIsTooLongOnlyTheFactIsKept() {
        LineSplitter splitter = new LineSplitter(10);
        List<Line> read = new ArrayList<>(splitter.feed(Buffer.buffer("short\n" + "x".repeat(1000))));
        read.addAll(splitter.feed(Buffer.buffer("x".repeat(1000) + "\nnext\n")));
        read.addAll(splitter.end());
        assertEquals(3, read.size());
        assertEquals("short", text(read.get(0)));
        assertTrue(read.get(1).isTooLong());
        assertEquals("next", text(read.get(2)));
    }

    @Example
    void emptyLinesCountAndSayNothing() {
        LineSplitter splitter = new LineSplitter(10);
        List<Line> read = splitter.feed(Buffer.buffer("\n \r\na\r\n\n"));
        assertEquals(1, read.size());
        assertEquals(3, read.get(0).number());
        assertEquals(List.of(), splitter.end());
    }

    private static String text(Line line) {
        return new String(line.bytes(), StandardCharsets.UTF_8).strip();
    }
}
