package org.carbonregistry.events.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Collectors;

/** Opaque positions in a stable order: the values of the last item's sort columns. */
public final class Cursor {

    private static final String SEPARATOR = "\u001f";

    private Cursor() {}

    public static String encode(Object... values) {
        String text = Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(SEPARATOR));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The one number of a cursor in a list that runs downwards; the largest there is for no cursor.
     *
     * @throws Refused {@code invalid-cursor} when it is no number
     */
    public static long number(String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        try {
            return Long.parseLong(decode(cursor, 1)[0]);
        } catch (NumberFormatException e) {
            throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
        }
    }

    /**
     * The values of a cursor.
     *
     * @throws Refused {@code invalid-cursor} when it is not one of {@code count} values
     */
    public static String[] decode(String cursor, int count) {
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            String[] values = text.split(SEPARATOR, -1);
            if (values.length == count) {
                return values;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new Refused(EdgeRefusal.INVALID_CURSOR, "this cursor was not given out by this list", "cursor");
    }
}
