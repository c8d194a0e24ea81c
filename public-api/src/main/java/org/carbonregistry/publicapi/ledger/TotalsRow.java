package org.carbonregistry.publicapi.ledger;

import io.vertx.core.json.JsonObject;

/** Reads {@link Totals} from what {@link Totals#SQL} answers. */
public final class TotalsRow {

    private TotalsRow() {}

    /** The sums. */
    public static Totals of(JsonObject sums) {
        return new Totals(
                sums.getLong("issued"),
                sums.getLong("active"),
                sums.getLong("buffer"),
                sums.getLong("retired"),
                sums.getLong("cancelled"),
                sums.getLong("converted"),
                sums.getLong("blocks"));
    }
}
