package org.carbonregistry.issuance.issuance;

import org.carbonregistry.issuance.program.Program;

/** How many units of a block go to the programme's buffer: rule 9 of the domain. */
final class BufferShare {

    private static final int WHOLE = 10_000;

    private BufferShare() {}

    /**
     * The greater of risk rating and the programme's minimum, rounded up to whole units; none where the buffer does not apply.
     *
     * @param riskRatingBasisPoints of the verification, or null
     */
    static long of(Program program, boolean natureBased, Integer riskRatingBasisPoints, long quantity) {
        if (!program.bufferAppliesTo().appliesTo(natureBased)) {
            return 0;
        }
        int rating = riskRatingBasisPoints == null ? 0 : riskRatingBasisPoints;
        return roundedUp(quantity, Math.max(rating, program.bufferMinimumBasisPoints()));
    }

    /** {@code ceil(quantity * basisPoints / 10000)} without overflow. */
    static long roundedUp(long quantity, int basisPoints) {
        long rest = quantity % WHOLE * basisPoints;
        return quantity / WHOLE * basisPoints + (rest + WHOLE - 1) / WHOLE;
    }
}
