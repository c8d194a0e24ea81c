package org.carbonregistry.retirement;

import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Refused;

/** Which page is asked for. */
public final class NextPage {

    private NextPage() {}

    /** How many items a page may hold; refuses by name what is no such number. */
    public static int limit(String asked) {
        Long number = number("limit", asked);
        return Limit.of(number == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(number, Integer.MAX_VALUE)));
    }

    /** A whole number, or null when the parameter is absent; refuses by name what is none. */
    public static Long number(String parameter, String asked) {
        try {
            return asked == null ? null : Long.valueOf(asked);
        } catch (NumberFormatException e) {
            throw new Refused(
                    EdgeRefusal.INVALID_PARAMETER, parameter + " is a whole number, not '" + asked + "'", parameter);
        }
    }
}
