package org.carbonregistry.account.transfers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.AccountStatus;
import org.carbonregistry.account.accounts.Clients;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.trust.Trust;
import org.carbonregistry.account.trust.TrustedSender;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A second representative's approval: whose, when, once, and what comes of it. */
class ApproveTransferTest {

    private static final Instant LAPSES = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = LAPSES.minusSeconds(5);

    @Test
    void anApprovedTransferIsAnOfferOrSettlesWhereNobodyNeedsToAccept() {
        Transfer offered = ApproveTransfer.outcome(waiting(), NOW, "ben", accounts("buyer"), Trust.nobody());
        assertEquals(TransferStatus.PROPOSED, offered.status());
        assertNull(offered.decidedAt());
        assertEquals(LAPSES, offered.expiresAt(), "its deadline stays");
        assertTrue(offered.isOffered());

        Transfer internal = ApproveTransfer.outcome(waiting(), NOW, "ben", accounts("seller"), Trust.nobody());
        assertEquals(TransferStatus.SETTLED, internal.status());
        assertEquals("ben", internal.decidedBy());

        TrustedSender listed = new TrustedSender(
                new UUID(0, 9), 2, 1L, null, "broker", "carl", NOW.minusSeconds(9), NOW.minusSeconds(1), null, null);
        Trust trust = new Trust(Map.of(2L, List.of(listed)));
        assertEquals(
                TransferStatus.SETTLED,
                ApproveTransfer.outcome(waiting(), NOW, "ben", accounts("buyer"), trust)
                        .status());
    }

    @ParameterizedTest(name = "{0} at {1} s, sender {2}, receiver {3}: {4}")
    @CsvSource({
        "anna, -5, OPEN, OPEN, FOUR_EYES",
        "anna, 0, OPEN, OPEN, FOUR_EYES",
        "ben, -5, SUSPENDED, OPEN, ACCOUNT_SUSPENDED",
        "ben, -5, CLOSED, OPEN, ACCOUNT_CLOSED",
        "ben, -5, OPEN, CLOSED, ACCOUNT_CLOSED",
    })
    void anApprovalThatCannotBeIsRefusedByName(
            String who, int seconds, AccountStatus sender, AccountStatus receiver, AccountRefusal reason) {
        Map<Long, Account> accounts = Map.of(1L, account(1, "seller", sender), 2L, account(2, "buyer", receiver));
        assertEquals(
                reason,
                assertThrows(
                                Refused.class,
                                () -> ApproveTransfer.outcome(
                                        waiting(), LAPSES.plusSeconds(seconds), who, accounts, Trust.nobody()))
                        .reason());
    }

    @Test
    void fromItsDeadlineOnItLapses() {
        assertEquals(
                TransferStatus.EXPIRED,
                ApproveTransfer.outcome(waiting(), LAPSES, "ben", accounts("buyer"), Trust.nobody())
                        .status());
        assertEquals(
                TransferStatus.PROPOSED,
                ApproveTransfer.outcome(waiting(), LAPSES.minusNanos(1000), "ben", accounts("buyer"), Trust.nobody())
                        .status());
    }

    @ParameterizedTest
    @EnumSource(value = TransferStatus.class, names = "AWAITING_APPROVAL", mode = EnumSource.Mode.EXCLUDE)
    void onlyWhatWaitsForItIsApproved(TransferStatus status) {
        Refused refused = assertThrows(Refused.class, () -> status.approve(false));
        assertEquals(AccountRefusal.NOT_AWAITING_APPROVAL, refused.reason());
    }

    @ParameterizedTest
    @CsvSource({"SETTLED, false", "REJECTED, false", "CANCELLED, true", "EXPIRED, true", "AWAITING_APPROVAL, false"})
    void untilThenItIsOnlyCancelledOrLapses(TransferStatus next, boolean legal) {
        if (legal) {
            assertEquals(next, TransferStatus.AWAITING_APPROVAL.decide(next));
        } else {
            Refused refused = assertThrows(Refused.class, () -> TransferStatus.AWAITING_APPROVAL.decide(next));
            assertEquals(AccountRefusal.NOT_PROPOSED, refused.reason());
        }
    }

    @ParameterizedTest
    @CsvSource({"SETTLED", "REJECTED", "CANCELLED"})
    void itsReceiverDoesNotKnowItBeforeItWasApproved(TransferStatus next) {
        assertFalse(waiting().isOffered());
        Refused refused = assertThrows(
                Refused.class, () -> DecideTransfer.requireParty(waiting(), next, "buyer", accounts("buyer")));
        assertEquals(AccountRefusal.UNKNOWN_TRANSFER, refused.reason());
    }

    @Test
    void aTransferApprovedByWhoProposedItCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> waiting().approved(false, "anna", NOW));
    }

    private static Map<Long, Account> accounts(String buyer) {
        return Map.of(1L, account(1, "seller", AccountStatus.OPEN), 2L, account(2, buyer, AccountStatus.OPEN));
    }

    private static Account account(long id, String organisation, AccountStatus status) {
        return new Account(
                id,
                organisation,
                AccountKind.HOLDING,
                null,
                "Main",
                status,
                1,
                null,
                null,
                true,
                Clients.NONE,
                NOW,
                1,
                true);
    }

    private static Transfer waiting() {
        return new Transfer(
                new UUID(0, 1),
                "seller",
                "trade-1",
                new byte[32],
                1,
                2,
                List.of(new Units(1, new UnitRange(1, 5))),
                List.of("CCR-KE-1-2023-1-1-5"),
                null,
                TransferStatus.AWAITING_APPROVAL,
                "anna",
                LAPSES.minusSeconds(60),
                LAPSES,
                null,
                null,
                true,
                null,
                null);
    }
}
