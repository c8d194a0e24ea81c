package org.carbonregistry.events;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * When the database goes away in the middle of many statements, the client fails each of them, and then some once more: Vert.x
 * finds that out as an {@code IllegalStateException} of its own and logs its stack, hundreds of lines each. One line says it as
 * well; what failed was told to whoever waited for it.
 */
@LoggingFilter(name = "registry-broken-connection")
public final class BrokenConnectionLog implements Filter {

    private static final String TOLD_TWICE = "Result is already complete";

    @Override
    public boolean isLoggable(LogRecord line) {
        if (line.getThrown() instanceof IllegalStateException twice && TOLD_TWICE.equals(twice.getMessage())) {
            line.setThrown(null);
            line.setMessage("a statement on a broken connection failed twice: " + TOLD_TWICE);
        }
        return true;
    }
}
