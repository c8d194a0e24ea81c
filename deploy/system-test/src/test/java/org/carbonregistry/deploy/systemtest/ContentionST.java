package org.carbonregistry.deploy.systemtest;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many want the same units at the same moment: nobody gets what another has. */
@Replicas(1)
class ContentionST {

    @Test
    void sixtyFourClientsRetireFromABlockThatHoldsTooFew(RunningRegistry registry) {
        new Contention(registry).manyRetireFromOneBlock(64, 3);
    }

    @Test
    void ofEightTransfersExactlyFourSucceed(RunningRegistry registry) {
        new Contention(registry).eightTransfersFromABlockThatHoldsFour();
    }

    @Test
    void threeTransfersAtTheSameMomentNeverShareASerial(RunningRegistry registry) {
        new Contention(registry).threeTransfersNeverShareASerial();
    }

    @Test
    @Tag("nightly")
    void sixtyFourClientsRetireForALongTime(RunningRegistry registry) {
        new Contention(registry).manyRetireFromOneBlock(64, 200);
    }
}
