package org.carbonregistry.issuance;

import java.util.List;

/**
 * How long anything that is recorded may be: so that no fact comes near what the broker carries (8 MB), however it is filled.
 * What is asked beyond a bound is refused at the door with the field at fault; a record beyond it cannot be built.
 */
public final class Bounds {

    /** Names of facts that are not stated, may be not stated, or were derived. */
    public static final int FACTS = 250;

    /** Countries of a programme: there are fewer in the world. */
    public static final int COUNTRIES = 250;

    /** Project types of a programme, or of a methodology. */
    public static final int PROJECT_TYPES = 200;

    public static final int METHODOLOGY_VERSIONS = 500;
    public static final int ACCREDITATIONS = 200;
    public static final int DOCUMENTS = 200;

    /** Sustainable development goals: there are 17. */
    public static final int GOALS = 17;

    /** Vintage periods of a verification or of a request: more than ten years of months. */
    public static final int VINTAGES = 200;

    /** Ranges of a source in one vintage; the largest real one has 409. */
    public static final int SOURCE_RANGES = 1_500;

    public static final int NAME = 300;
    public static final int DESCRIPTION = 4_000;

    /** A reason or an opinion. */
    public static final int REASON = 2_000;

    /** The caller's own id, or a serial of a source. */
    public static final int EXTERNAL_ID = 200;

    /** What the unit numbers of a source are unique in. */
    public static final int SOURCE_SCOPE = 100;

    public static final int SOURCE_REGISTRY = 40;

    private Bounds() {}

    /**
     * A list of a record.
     *
     * @throws IllegalArgumentException when it is longer: the door would have refused it
     */
    public static <T> List<T> keep(List<T> list, int most) {
        if (list.size() > most) {
            throw new IllegalArgumentException(list.size() + " are more than " + most);
        }
        return List.copyOf(list);
    }
}
