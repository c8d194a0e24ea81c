package org.carbonregistry.account.history;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.events.http.Paged;

/**
 * Who owned some units of one block, now and before, as far as the reader may know.
 *
 * @param holders who holds them now, ascending by unit
 * @param owners how they came to whom, in the order of the block's movements
 * @param next cursor of the next page of {@code owners}, or null
 */
public record OwnerHistory(
        String serial,
        String block,
        String project,
        long quantity,
        List<Holder> holders,
        List<Passage> owners,
        String next)
        implements Paged {

    /** Units somebody holds now. */
    public record Holder(String serial, long first, long last, String account, String organisation, String kind) {}

    /**
     * Units that came from one account to another.
     *
     * @param number of the movement within its block
     * @param from null at the opening of the block
     */
    public record Passage(
            long number,
            String serial,
            long first,
            long last,
            String kind,
            String from,
            String fromOrganisation,
            String to,
            String toOrganisation,
            String toKind,
            String transaction,
            String cause,
            Instant time,
            LocalDate effectiveDate) {}
}
