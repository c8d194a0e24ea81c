package org.carbonregistry.deploy.local.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.carbonregistry.deploy.local.replay.Reconciliation.Figure;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final Figure SAME = new Figure("blocks", 5L, 5L, 5L, 5L);

    @Test
    void itAgreesWhenEveryPlaceThatCountsSaysTheSame() {
        assertTrue(new Reconciliation(List.of(SAME, new Figure("projects", 2L, 2L, null, 2L)), List.of(), List.of())
                .agrees());
    }

    @Test
    void oneOtherFigureIsShownAndDisagrees() {
        for (Figure other : List.of(
                new Figure("blocks", 6L, 5L, 5L, 5L),
                new Figure("blocks", 5L, 5L, 6L, 5L),
                new Figure("blocks", 5L, 5L, 5L, 6L))) {
            Reconciliation reconciliation = new Reconciliation(List.of(SAME, other), List.of(), List.of());
            assertFalse(reconciliation.agrees());
            assertEquals(1, reconciliation.table().split("<- differs", -1).length - 1);
        }
    }

    @Test
    void anAuditFindingOrOneOtherBlockDisagrees() {
        assertFalse(new Reconciliation(List.of(SAME), List.of("gap"), List.of()).agrees());
        assertFalse(new Reconciliation(List.of(SAME), List.of(), List.of("VCS-1 is other")).agrees());
    }
}
