package org.carbonregistry.publicapi.serial;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * Consecutive units with the same life.
 *
 * @param serial our serial range of these units
 * @param state {@code active}, {@code buffer}, {@code retired}, or {@code retired-certificate-pending}: used up in the
 *     ledger, the certificate not yet here
 * @param moves how the units moved since their issuance, without owners, in order
 * @param retired for whom and when they were used up, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Stretch(
        String serial, long first, long last, long quantity, String state, List<Move> moves, Retired retired) {

    /**
     * A change of owner; who, is not public.
     *
     * @param number gap-free number of the movement in the block
     */
    public record Move(long number, UUID transaction, LocalDate date, Instant time) {}

    /**
     * The end of these units.
     *
     * @param number gap-free number of the movement in the block
     * @param certificateNumber null while the certificate is pending
     * @param beneficiaryName null for a person, or when not stated
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Retired(
            long number,
            UUID retirement,
            String certificateNumber,
            String beneficiaryKind,
            String beneficiaryName,
            String beneficiaryCountry,
            String purpose,
            LocalDate date,
            Instant time) {}
}
