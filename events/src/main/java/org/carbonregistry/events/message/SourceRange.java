package org.carbonregistry.events.message;

/**
 * Which units of a block came from which units of another registry.
 *
 * @param first first unit in our block
 * @param last last unit in our block
 * @param registry the source registry, for example {@code verra}
 * @param scope within what the source's unit numbers are unique (for Verra: the first field of the serial)
 * @param sourceFirst the source's number of our {@code first}
 * @param sourceLast the source's number of our {@code last}
 * @param serial the source's serial number as written there
 * @param contested whether the source itself lists some of these numbers twice: kept as found, and said
 */
public record SourceRange(
        long first,
        long last,
        String registry,
        String scope,
        long sourceFirst,
        long sourceLast,
        String serial,
        boolean contested) {

    public SourceRange {
        if (first < 1 || last < first || sourceFirst < 0 || sourceLast - sourceFirst != last - first) {
            throw new IllegalArgumentException("source range does not fit: units " + first + ".." + last + ", source "
                    + sourceFirst + ".." + sourceLast);
        }
    }
}
