package org.carbonregistry.deploy.local.replay;

import java.util.List;

/**
 * What the two files say, row by row.
 *
 * @param retirementsSha256 SHA-256 of the file of retirements as it lies there: with the row number it names a retirement
 */
record SourceLedger(
        List<ActiveRow> active,
        List<RetirementRow> retirements,
        List<RejectedRow> rejected,
        String activeSha256,
        String retirementsSha256) {

    /** The caller's id of the retirement of a row: the same row of the same file always has the same. */
    String externalId(RetirementRow row) {
        return retirementsSha256 + ":" + row.row();
    }
}
