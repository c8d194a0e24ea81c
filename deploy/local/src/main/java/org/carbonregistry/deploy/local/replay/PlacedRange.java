package org.carbonregistry.deploy.local.replay;

/**
 * Which units of our block came from which units of the source; the fields are those of the REST interface.
 *
 * @param scope within what the source's unit numbers are unique: the issuance
 * @param contested whether the source lists some of these units twice
 */
record PlacedRange(
        long first,
        long last,
        String registry,
        String scope,
        long sourceFirst,
        long sourceLast,
        String serial,
        boolean contested) {}
