package org.carbonregistry.issuance.issuance;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A request to issue verified units.
 *
 * @param account receives the units that do not go to the buffer
 * @param vintages what to issue; all that is verified and not asked for yet when left out
 * @param notIssuedElsewhere the proponent's declaration; must be true
 * @param effectiveDate the original date, only while the import is open; a vintage may have its own
 * @param externalId the caller's own id: the same request again is answered with the first one
 */
public record NewIssuance(
        UUID verification,
        String account,
        List<AskedVintage> vintages,
        Boolean notIssuedElsewhere,
        LocalDate effectiveDate,
        String externalId) {

    /** A vintage period inside a verified one, both days included. */
    public record AskedVintage(
            LocalDate start, LocalDate end, Long quantity, LocalDate effectiveDate, List<AskedSource> sourceRanges) {}

    /** Units of the vintage that were units of a source registry; see {@code SourceRange} of the messages. */
    public record AskedSource(
            Long first,
            Long last,
            String registry,
            String scope,
            Long sourceFirst,
            Long sourceLast,
            String serial,
            Boolean contested) {}
}
