package org.carbonregistry.account.transfers;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TogetherTest {

    private final Together together = new Together();

    @Test
    void offersOfOneAccountToManyAreOneSet() {
        assertTrue(together.takes(offer("1", "A1001", "A1002")));
        assertTrue(together.takes(offer("2", "A1001", "A1003")));
        assertTrue(together.takes(offer("3", "A1004", "A1003")));
    }

    @Test
    void whatOneReceivesNoOtherOfTheSetSendsOn() {
        assertTrue(together.takes(offer("1", "A1001", "A1002")));
        assertFalse(together.takes(offer("2", "A1002", "A1003")));
        assertFalse(together.takes(offer("3", "A1004", "A1001")));
    }

    @Test
    void ofTwoOffersOfOneNameTheSecondWaitsForTheFirst() {
        assertTrue(together.takes(offer("1", "A1001", "A1002")));
        assertFalse(together.takes(offer("1", "A1001", "A1002")));
    }

    @Test
    void anOfferThatDoesNotFitKeepsNoOtherOut() {
        assertTrue(together.takes(offer("1", "A1001", "A1002")));
        assertFalse(together.takes(offer("2", "A1002", "A1005")));
        assertTrue(together.takes(offer("3", "A1005", "A1006")));
    }

    static Offer offer(String name, String from, String to) {
        return new Offer(
                new ProposeTransfer.Request(name, from, to, 1L, null, null, null, null, null, null, null),
                new byte[32],
                "acme-air",
                "holder");
    }
}
