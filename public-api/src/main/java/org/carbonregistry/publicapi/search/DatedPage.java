package org.carbonregistry.publicapi.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.carbonregistry.events.http.Paged;

/**
 * One page of a list, and which dates it uses.
 *
 * @param next cursor of the next page, or null on the last
 * @param count how many items match in all, when asked for; at most 10,000
 * @param countIsCapped whether there are more than {@code count}
 * @param dates which date filters, order and fields go by
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DatedPage<T>(
        List<T> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) String next,
        Long count,
        Boolean countIsCapped,
        String dates)
        implements Paged {

    /** How every date in this registry is to be understood. */
    public static final String DATES =
            "A retirement date is the effective date where the source states one, otherwise the UTC date on which the"
                    + " ledger recorded it; an issuance date likewise. Times are when this registry recorded them.";

    static <T> DatedPage<T> of(List<T> items, String next, Long counted) {
        boolean capped = counted != null && counted > Listing.COUNTED;
        return new DatedPage<>(
                items,
                next,
                counted == null ? null : Math.min(counted, Listing.COUNTED),
                counted == null ? null : capped,
                DATES);
    }
}
