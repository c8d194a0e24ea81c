package org.carbonregistry.events.http;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with a body or a field of it, in the words of whoever sent it and not of the parser. */
public final class UnfitField {

    private static final Set<Class<?>> WHOLE_NUMBERS =
            Set.of(long.class, Long.class, int.class, Integer.class, short.class, Short.class);
    private static final Set<Class<?>> NUMBERS = Set.of(double.class, Double.class, BigDecimal.class);
    private static final Map<Class<?>, String> EXAMPLES = Map.of(
            LocalDate.class,
            "a date as in 2024-12-31",
            Instant.class,
            "a UTC time as in 2024-12-31T12:00:00Z",
            OffsetDateTime.class,
            "a time as in 2024-12-31T12:00:00Z",
            UUID.class,
            "a UUID",
            boolean.class,
            "true or false",
            Boolean.class,
            "true or false",
            String.class,
            "a text");
    private static final Map<String, String> TOKENS = Map.of(
            "Object", "an object",
            "Array", "a list",
            "String", "a text",
            "Integer", "a number",
            "Floating-point", "a number",
            "Boolean", "true or false",
            "Null", "nothing");
    private static final Pattern CAME = Pattern.compile("from ([A-Z][\\w-]*) value");
    // The parser forgets what was wanted when it refuses to coerce: only its message says so.
    private static final Pattern COERCED =
            Pattern.compile("Cannot coerce ([\\w-]+) value \\((.*)\\) to `?[\\w.$]*?(\\w+)`? value", Pattern.DOTALL);
    private static final Pattern OUT_OF_RANGE = Pattern.compile("\\((-?[0-9]+)\\) out of range of (int|long)");

    private UnfitField() {}

    /**
     * Why a JSON text cannot be read: {@code invalid-field} with the field at fault, or {@code malformed-body}.
     *
     * @param what the text in words, as in "the body"
     */
    public static Refused refused(JsonProcessingException json, String what) {
        boolean cutOff = json instanceof JsonParseException || json.getCause() instanceof JsonParseException;
        if (cutOff || !(json instanceof JsonMappingException mapping)) {
            return new Refused(
                    EdgeRefusal.MALFORMED_BODY, what + " is no valid JSON: " + json.getOriginalMessage(), null);
        }
        return mapping.getPath().isEmpty()
                ? new Refused(EdgeRefusal.MALFORMED_BODY, what + " does not fit: " + sentence(mapping), null)
                : new Refused(EdgeRefusal.INVALID_FIELD, sentence(mapping), pointer(mapping.getPath()));
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference reference : path) {
            pointer.append('/')
                    .append(
                            reference.getFieldName() == null
                                    ? String.valueOf(reference.getIndex())
                                    : reference.getFieldName());
        }
        return pointer.toString();
    }

    /** A sentence: what is wanted, and what came. */
    static String sentence(JsonMappingException unfit) {
        if (unfit.getCause() instanceof IllegalArgumentException own) {
            return own.getMessage();
        }
        if (unfit instanceof UnrecognizedPropertyException unknown) {
            return "unknown field '" + unknown.getPropertyName() + "'; known here: "
                    + unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        String parser = unfit.getOriginalMessage();
        Matcher range = OUT_OF_RANGE.matcher(parser);
        if (range.find()) {
            return "a whole number that fits is wanted, not " + range.group(1);
        }
        Matcher coerced = COERCED.matcher(parser);
        if (coerced.find()) {
            return wanted(coerced.group(3)) + " is wanted, not " + shortened(coerced.group(2));
        }
        if (unfit instanceof InvalidFormatException format) {
            return wanted(format.getTargetType()) + " is wanted, not " + value(format.getValue());
        }
        Matcher came = CAME.matcher(parser);
        if (unfit instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            String what = parser.startsWith("Cannot map `null`")
                    ? "nothing"
                    : came.find() ? TOKENS.getOrDefault(came.group(1), "this") : "this";
            return wanted(mismatch.getTargetType()) + " is wanted, not " + what;
        }
        return parser.replaceAll("\\(class [^)]*\\)", "").replaceAll("`[a-z][\\w.$]*\\.(\\w+)`", "$1");
    }

    private static String wanted(String simpleName) {
        return Stream.of(WHOLE_NUMBERS.stream(), NUMBERS.stream(), EXAMPLES.keySet().stream())
                .flatMap(types -> types)
                .filter(type -> type.getSimpleName().equals(simpleName))
                .findFirst()
                .map(UnfitField::wanted)
                .orElse("something else");
    }

    private static String wanted(Class<?> type) {
        if (WHOLE_NUMBERS.contains(type)) {
            return "a whole number";
        }
        if (NUMBERS.contains(type)) {
            return "a number";
        }
        if (type.isEnum()) {
            return Stream.of(type.getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", ", "one of ", ""));
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return EXAMPLES.getOrDefault(type, "an object");
    }

    private static String value(Object came) {
        String text = shortened(String.valueOf(came));
        return came instanceof CharSequence ? "\"" + text + "\"" : text;
    }

    private static String shortened(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
