package org.carbonregistry.events.message;

import java.time.LocalDate;

/**
 * What names a block and never changes. Its serial numbers follow from it.
 *
 * @param block public name, {@code PROGRAM-NUMBER}
 * @param project public name of the project
 * @param projectCode the project's code in the serial number
 * @param country ISO 3166-1 alpha-2
 * @param blockNumber gap-free in the programme
 * @param vintageStart first day of the vintage period
 * @param vintageEnd last day; its year is the vintage
 * @param unitKilograms what one unit stands for: 1000 or 1
 * @param quantity units 1..quantity
 */
public record BlockDescription(
        String block,
        String program,
        String project,
        String projectCode,
        String country,
        long blockNumber,
        LocalDate vintageStart,
        LocalDate vintageEnd,
        int unitKilograms,
        long quantity) {

    public BlockDescription {
        if (quantity < 1) {
            throw new IllegalArgumentException("a block holds at least one unit, not " + quantity);
        }
        if (vintageEnd.isBefore(vintageStart)) {
            throw new IllegalArgumentException("a vintage period ends before it starts");
        }
    }

    /** The vintage: the year of the period's end. */
    public int vintage() {
        return vintageEnd.getYear();
    }
}
