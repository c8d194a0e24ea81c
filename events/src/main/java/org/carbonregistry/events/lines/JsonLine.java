package org.carbonregistry.events.lines;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitField;
import org.carbonregistry.events.http.Utf8Body;

/** Reads one line as strictly as a body of its own. */
public final class JsonLine {

    /** A line is too long to be read. */
    private enum LineRefusal implements Refusal {
        LINE_TOO_LONG;

        @Override
        public String code() {
            return "line-too-long";
        }

        @Override
        public int status() {
            return 413;
        }
    }

    private JsonLine() {}

    /**
     * What the line says.
     *
     * @throws Refused line-too-long, malformed-body, invalid-field
     */
    public static <T> T read(ObjectMapper mapper, Line line, Class<T> as) {
        if (line.isTooLong()) {
            throw new Refused(LineRefusal.LINE_TOO_LONG, "the line is too long", null);
        }
        if (Utf8Body.showsAnother(Arrays.copyOf(line.bytes(), Math.min(4, line.bytes().length)))) {
            throw malformed("a line is UTF-8, and this one is encoded otherwise");
        }
        T read;
        try {
            read = mapper.readValue(line.bytes(), as);
        } catch (JsonProcessingException e) {
            throw UnfitField.refused(e, "the line");
        } catch (IOException e) {
            throw malformed("the line is no valid UTF-8");
        }
        if (read == null) {
            throw malformed("the line is null");
        }
        return read;
    }

    private static Refused malformed(String detail) {
        return new Refused(EdgeRefusal.MALFORMED_BODY, detail, null);
    }
}
