package org.carbonregistry.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Promise;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class BrokenConnectionLogTest {

    private final BrokenConnectionLog log = new BrokenConnectionLog();

    @Test
    void whatVertxSaysOfAStatementThatFailedTwiceIsOneLine() {
        Promise<Void> statement = Promise.promise();
        statement.fail("the connection broke");
        LogRecord line = new LogRecord(Level.SEVERE, "Unhandled exception");
        try {
            statement.fail("the connection is closed");
        } catch (IllegalStateException twice) {
            line.setThrown(twice);
        }
        assertNotNull(line.getThrown());
        assertTrue(log.isLoggable(line));
        assertNull(line.getThrown());
        assertTrue(line.getMessage().contains("broken connection"), line.getMessage());
    }

    @Test
    void everyOtherFailureKeepsItsStack() {
        LogRecord line = new LogRecord(Level.SEVERE, "Unhandled exception");
        line.setThrown(new IllegalStateException("another"));
        assertTrue(log.isLoggable(line));
        assertNotNull(line.getThrown());
        assertEquals("Unhandled exception", line.getMessage());
    }
}
