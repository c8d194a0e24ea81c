package org.carbonregistry.retirement.registers;

import java.util.Set;

/**
 * A programme as this service last heard of it.
 *
 * @param importState {@code none}, {@code open} or {@code closed}
 * @param mayBeNotStated which facts may be left open even when no import is open
 */
public record Program(String program, String importState, Set<String> mayBeNotStated) {

    public Program {
        mayBeNotStated = Set.copyOf(mayBeNotStated);
    }

    /** Whether original dates and facts that the source does not state are accepted. */
    public boolean importIsOpen() {
        return "open".equals(importState);
    }
}
