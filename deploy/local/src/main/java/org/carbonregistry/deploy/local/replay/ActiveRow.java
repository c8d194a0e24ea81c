package org.carbonregistry.deploy.local.replay;

import java.time.LocalDate;

/**
 * A row of the file of active units: one serial range that is issued and not used up.
 *
 * @param row number of the data row, from 1
 * @param methodology code as the source writes it, or null when it says none
 * @param vintageTotal what the source says was issued for the vintage period, or null
 */
record ActiveRow(
        long row,
        LocalDate issued,
        LocalDate vintageStart,
        LocalDate vintageEnd,
        SourceProject project,
        String methodology,
        Long vintageTotal,
        SourceSerial serial) {}
