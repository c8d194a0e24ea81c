package org.carbonregistry.events.message;

/**
 * Units of one movement. The movement's number is the fact's number plus the range's place in the list.
 *
 * @param first first unit
 * @param last last unit
 * @param commitment base64 of {@code HMAC-SHA256(blind, "registry-holder-v1\n" + receiving account id)}
 */
public record MovedRange(long first, long last, String commitment) {

    public MovedRange {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("not a range of units: " + first + ".." + last);
        }
    }

    /** How many units moved. */
    public long quantity() {
        return last - first + 1;
    }
}
