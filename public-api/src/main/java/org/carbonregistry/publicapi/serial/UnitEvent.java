package org.carbonregistry.publicapi.serial;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.carbonregistry.events.serial.UnitRange;

/**
 * One movement of the ledger as the public sees it: which units, when, no owner.
 *
 * @param number its gap-free number in the block
 * @param kind {@code opened}, {@code moved} or {@code retired}
 * @param date the effective date where the source states one, otherwise the UTC date of {@code time}
 * @param time when this registry recorded it
 * @param certificate what the units were retired for, or null
 */
record UnitEvent(
        long number,
        String kind,
        UnitRange units,
        UUID transaction,
        UUID retirement,
        LocalDate date,
        Instant time,
        Certificate certificate) {

    /** The completed retirement behind a movement. */
    record Certificate(
            String certificateNumber,
            String beneficiaryKind,
            String beneficiaryName,
            String beneficiaryCountry,
            String purpose) {}
}
