package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.retirement.registers.Account;
import org.carbonregistry.retirement.registers.Registers;
import org.junit.jupiter.api.Test;

class DoorDecisionTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Registers OPEN = new Registers(Map.of("A1", new Account("A1", "acme", "open")), Map.of());
    private static final Registers SUSPENDED =
            new Registers(Map.of("A1", new Account("A1", "acme", "suspended")), Map.of());

    @Test
    void theSameOrderAgainIsTheSameRetirement() {
        List<StoredOrder> answers = decide(List.of(order("a", 5), order("a", 5), order("b", 5)), Map.of(), OPEN);
        assertEquals(answers.get(0).retirement(), answers.get(1).retirement());
        assertEquals(
                List.of(false, true, false),
                answers.stream().map(StoredOrder::repeated).toList());
        assertNotEquals(answers.get(0).retirement(), answers.get(2).retirement());
    }

    @Test
    void anotherOrderUnderTheSameNameIsRefused() {
        StoredOrder answer =
                decide(List.of(order("a", 5), order("a", 6)), Map.of(), OPEN).get(1);
        assertEquals("external-id-conflict", answer.refusal().reason().code());
        assertEquals("/externalId", answer.refusal().pointer());
        assertNull(answer.retirement());
    }

    @Test
    void aRepeatIsAnsweredEvenWhenItWouldBeRefusedNow() {
        RequestedOrder first = order("a", 5);
        Map<DoorDecision.Name, DoorDecision.Known> known = Map.of(
                DoorDecision.Name.of(first),
                new DoorDecision.Known(first.id(), first.order().fingerprint()));
        assertTrue(decide(List.of(order("a", 5)), known, SUSPENDED).get(0).repeated());
    }

    @Test
    void aNameIsTheOrganisationsOwn() {
        RequestedOrder ours = order("a", 5);
        RequestedOrder theirs = new RequestedOrder(UUID.randomUUID(), ours.order(), "other", "bob");
        assertEquals(
                "wrong-owner",
                decide(List.of(ours, theirs), Map.of(), OPEN)
                        .get(1)
                        .refusal()
                        .reason()
                        .code());
    }

    @Test
    void aRefusedOneDoesNotTakeTheName() {
        List<StoredOrder> answers = decide(List.of(order("a", 5, "A9"), order("a", 5)), Map.of(), OPEN);
        assertEquals("unknown-account", answers.get(0).refusal().reason().code());
        assertEquals(false, answers.get(1).repeated());
        assertNull(answers.get(1).refusal());
    }

    @Test
    void theFingerprintOfAnOrderNeverChanges() {
        assertEquals(FROZEN, HexFormat.of().formatHex(order("a", 5).order().fingerprint()));
        assertEquals(FROZEN, HexFormat.of().formatHex(order("b", 5).order().fingerprint()));
    }

    private static final String FROZEN = "d9be2da8508f9d897c438534d5185d977490631421b9ed92e55c56685e214a2e";

    private static List<StoredOrder> decide(
            List<RequestedOrder> orders, Map<DoorDecision.Name, DoorDecision.Known> known, Registers registers) {
        return DoorDecision.decide(orders, known, registers, TODAY);
    }

    private static RequestedOrder order(String externalId, long quantity) {
        return order(externalId, quantity, "A1");
    }

    private static RequestedOrder order(String externalId, long quantity, String account) {
        Order order = new Order(
                externalId,
                account,
                null,
                quantity,
                null,
                null,
                null,
                null,
                null,
                new Order.Beneficiary("organisation", "Acme", null, null),
                "voluntary",
                null,
                null,
                null,
                null,
                List.of());
        return new RequestedOrder(UUID.randomUUID(), order, "acme", "anna");
    }
}
