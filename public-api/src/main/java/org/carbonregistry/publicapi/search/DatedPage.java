package org.carbonregistry.publicapi.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * One page of a list, and which dates it uses.
 *
 * @param next cursor of the next page, or null on the last
 * @param dates which date filters, order and fields go by
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record DatedPage<T>(List<T> items, String next, String dates) {

    /** How every date in this registry is to be understood. */
    public static final String DATES =
            "A retirement date is the effective date where the source states one, otherwise the UTC date on which the"
                    + " ledger recorded it; an issuance date likewise. Times are when this registry recorded them.";
}
