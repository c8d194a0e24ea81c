package org.carbonregistry.events.http;

/** How many items a page may hold: 1 to 1000, 100 when nothing is said. Never clamped. */
public final class Limit {

    private static final int DEFAULT = 100;
    private static final int MOST = 1000;

    private Limit() {}

    public static int of(Integer asked) {
        if (asked == null) {
            return DEFAULT;
        }
        if (asked < 1 || asked > MOST) {
            throw new Refused(EdgeRefusal.INVALID_PARAMETER, "limit is 1 to " + MOST + ", not " + asked, "limit");
        }
        return asked;
    }
}
