package org.carbonregistry.retirement.retire;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The preference {@code wait} of RFC 7240: how long a client would wait for the outcome. */
final class WaitPreference {

    private static final Pattern WAIT = Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*\"?(\\d{1,6})\"?(?:$|[,;\\s])");
    private static final Pattern ASYNC = Pattern.compile("(?:^|[,;\\s])respond-async(?:$|[,;\\s])");

    private WaitPreference() {}

    /** Seconds to wait, at most {@code longest}; empty when the client prefers nothing or not to wait. */
    static OptionalInt read(List<String> prefer, int longest) {
        String all = prefer == null ? "" : String.join(",", prefer).toLowerCase(java.util.Locale.ROOT);
        Matcher wait = WAIT.matcher(all);
        if (!wait.find() || ASYNC.matcher(all).find()) {
            return OptionalInt.empty();
        }
        int seconds = Math.min(Integer.parseInt(wait.group(1)), longest);
        return seconds == 0 ? OptionalInt.empty() : OptionalInt.of(seconds);
    }
}
