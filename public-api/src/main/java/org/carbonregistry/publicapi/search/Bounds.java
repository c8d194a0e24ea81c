package org.carbonregistry.publicapi.search;

/**
 * From and to, both counting.
 *
 * @param from the least, or null for none
 * @param to the most, or null for none
 */
public record Bounds<C>(C from, C to) {

    /** Whether there is a bound at all. */
    public boolean isAny() {
        return from != null || to != null;
    }
}
