package org.carbonregistry.events.lines;

/**
 * One line of a body as it was read.
 *
 * @param number from 1
 * @param bytes its content, or null when it was too long
 */
public record Line(long number, byte[] bytes) {

    public boolean isTooLong() {
        return bytes == null;
    }

    public boolean isBlank() {
        if (bytes == null) {
            return false;
        }
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Bytes of memory it takes, roughly. */
    int size() {
        return 64 + (bytes == null ? 0 : bytes.length);
    }
}
