package org.carbonregistry.issuance.project;

/** A place on earth, as a project gives it. */
record Place(Degrees latitude, Degrees longitude) {

    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /** The distance over the surface of a sphere in metres: right to half a percent, enough to tell two sites apart. */
    double metresTo(Place other) {
        double north = Math.sin((other.latitude.radians() - latitude.radians()) / 2);
        double east = Math.sin((other.longitude.radians() - longitude.radians()) / 2);
        double chord = north * north + Math.cos(latitude.radians()) * Math.cos(other.latitude.radians()) * east * east;
        return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(chord)));
    }
}
