package org.carbonregistry.events.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A text of a body. One that cannot be stored as it came (a zero byte, half a surrogate pair) is refused, not altered. */
final class CleanText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    CleanText() {
        super(String.class);
    }

    @Override
    public LogicalType logicalType() {
        return LogicalType.Textual;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && !storable(text)) {
            String sentence = "a text without U+0000 and without half a surrogate pair is wanted";
            throw new JsonMappingException(parser, sentence, new IllegalArgumentException(sentence));
        }
        return text;
    }

    private static boolean storable(String text) {
        return text.indexOf(0) < 0 && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
