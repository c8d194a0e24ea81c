package org.carbonregistry.deploy.local.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerifiedRunTest {

    private static final PlannedBlock FIRST = block("2015-01-01", "2015-12-31", "2017-05-01");
    private static final PlannedBlock NEXT = block("2016-01-01", "2016-06-30", "2016-02-01");
    private static final PlannedBlock LATER = block("2016-08-01", "2016-12-31", "2016-12-01");

    @Test
    void vintagesThatFollowOneAnotherAreVerifiedTogether() {
        VerifiedRun run = VerifiedRun.of(List.of(FIRST, NEXT)).get(0);
        assertEquals(List.of(FIRST, NEXT), run.blocks());
        assertEquals("VCS:7:2015-01-01/2016-06-30", run.externalId("VCS"));
    }

    @Test
    void whatLiesBetweenIsLeftToBeVerified() {
        assertEquals(
                List.of(List.of(FIRST, NEXT), List.of(LATER)),
                VerifiedRun.of(List.of(FIRST, NEXT, LATER)).stream()
                        .map(VerifiedRun::blocks)
                        .toList());
    }

    @Test
    void nothingIsVerifiedBeforeItsPeriodEnded() {
        assertEquals(LocalDate.parse("2017-05-01"), new VerifiedRun(List.of(FIRST, NEXT)).verifiedBy());
        assertEquals(LocalDate.parse("2016-12-31"), new VerifiedRun(List.of(LATER)).verifiedBy());
    }

    private static PlannedBlock block(String start, String end, String issued) {
        return new PlannedBlock(
                "7", LocalDate.parse(start), LocalDate.parse(end), false, 10, List.of(), LocalDate.parse(issued));
    }
}
