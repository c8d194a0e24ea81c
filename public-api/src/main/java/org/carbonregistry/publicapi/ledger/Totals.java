package org.carbonregistry.publicapi.ledger;

/**
 * Units by kind, summed over blocks: {@code issued = active + buffer + retired + cancelled + converted}, because each block's
 * row is bound by it.
 *
 * @param blocks how many blocks
 */
public record Totals(long issued, long active, long buffer, long retired, long cancelled, long converted, long blocks) {

    /** SQL of the sums over rows of {@code block}, as one JSON object. */
    public static final String SQL =
            """
            jsonb_build_object('issued', coalesce(sum(quantity), 0), 'active', coalesce(sum(active), 0),
              'buffer', coalesce(sum(buffer_quantity), 0), 'retired', coalesce(sum(retired), 0),
              'cancelled', coalesce(sum(cancelled), 0), 'converted', coalesce(sum(converted), 0), 'blocks', count(*))
            """;
}
