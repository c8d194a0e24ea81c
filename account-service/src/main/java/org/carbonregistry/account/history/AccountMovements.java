package org.carbonregistry.account.history;

/**
 * How the journal is asked for the movements of one account, so that an index answers: by sender; by receiver, which the index
 * knows of movements that are not final; and what went into a retired, cancelled or converted account, by time alone.
 */
public final class AccountMovements {

    /** Movements of account {@code $1} recorded after {@code $2}; {@code $3} says whether the account is a final one. */
    public static final String AFTER = select("recorded_at > $2");

    /** The same from {@code $2} on. */
    public static final String SINCE = select("recorded_at >= $2");

    private AccountMovements() {}

    /**
     * Movements of account {@code $1}, final as {@code $3} says, under a condition on columns that the indexes have.
     *
     * @param condition SQL on {@code recorded_at}
     */
    public static String select(String condition) {
        return """
               select * from movement where from_account = $1 and %1$s
               union all
               select * from movement
               where to_account = $1 and kind not in ('retired', 'cancelled', 'converted') and %1$s
               union all
               select * from movement
               where $3::boolean and to_account = $1 and kind in ('retired', 'cancelled', 'converted') and %1$s
               """
                .formatted(condition);
    }
}
