package org.carbonregistry.deploy.local;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;

/** What the person in front of the terminal reads. */
final class Say {

    private Say() {}

    /** Something is going on. */
    static void step(String text) {
        line(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    /** Something is not as it should be. */
    static synchronized void problem(String text) {
        System.err.println(LocalTime.now().truncatedTo(ChronoUnit.SECONDS) + "  " + text);
    }

    /** A line without a time. */
    static synchronized void line(String text) {
        System.out.println(text);
    }
}
