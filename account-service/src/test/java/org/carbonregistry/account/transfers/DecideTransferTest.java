package org.carbonregistry.account.transfers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

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
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may decide an offer, when, and once. */
class DecideTransferTest {

    private static final Instant LAPSES = Instant.parse("2026-01-01T00:00:00Z");
    private static final Map<Long, Account> OPEN = accounts(AccountStatus.OPEN, AccountStatus.OPEN);

    @ParameterizedTest
    @CsvSource({"SETTLED", "REJECTED", "CANCELLED"})
    void anOfferIsDecidedBeforeItLapsesAndNotFromThatMomentOn(TransferStatus next) {
        assertEquals(
                next,
                DecideTransfer.outcome(offer(), next, LAPSES.minusNanos(1000), "ben", OPEN)
                        .status());
        assertEquals(
                TransferStatus.EXPIRED,
                DecideTransfer.outcome(offer(), next, LAPSES, "ben", OPEN).status());
    }

    @ParameterizedTest
    @EnumSource(
            value = TransferStatus.class,
            names = {"AWAITING_APPROVAL", "PROPOSED"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatWasDecidedIsNotDecidedAgain(TransferStatus first) {
        Transfer decided = offer().decided(first, "anna", LAPSES.minusSeconds(9));
        for (TransferStatus next : TransferStatus.values()) {
            refused(
                    AccountRefusal.NOT_PROPOSED,
                    () -> DecideTransfer.outcome(decided, next, LAPSES.minusSeconds(5), "ben", OPEN));
        }
    }

    @Test
    void anOfferThatStandsDoesNotLapse() {
        refused(
                AccountRefusal.NOT_PROPOSED,
                () -> DecideTransfer.outcome(
                        offer(), TransferStatus.EXPIRED, LAPSES.minusSeconds(5), "registry", OPEN));
    }

    @ParameterizedTest
    @CsvSource({
        "SETTLED, buyer, ",
        "REJECTED, buyer, ",
        "CANCELLED, seller, ",
        "SETTLED, seller, WRONG_OWNER",
        "REJECTED, seller, WRONG_OWNER",
        "CANCELLED, buyer, WRONG_OWNER",
        "SETTLED, stranger, UNKNOWN_TRANSFER",
        "REJECTED, stranger, UNKNOWN_TRANSFER",
        "CANCELLED, stranger, UNKNOWN_TRANSFER",
    })
    void theReceiverAcceptsAndRejectsTheSenderCancels(TransferStatus next, String who, AccountRefusal refusal) {
        Executable decision = () -> DecideTransfer.requireParty(offer(), next, who, OPEN);
        if (refusal == null) {
            org.junit.jupiter.api.Assertions.assertDoesNotThrow(decision);
        } else {
            refused(refusal, decision);
        }
    }

    @Test
    void nothingSettlesOutOfAnAccountThatCannotSendOrIntoAClosedOne() {
        Instant now = LAPSES.minusSeconds(5);
        refused(
                AccountRefusal.ACCOUNT_SUSPENDED,
                () -> DecideTransfer.outcome(
                        offer(),
                        TransferStatus.SETTLED,
                        now,
                        "ben",
                        accounts(AccountStatus.SUSPENDED, AccountStatus.OPEN)));
        refused(
                AccountRefusal.ACCOUNT_CLOSED,
                () -> DecideTransfer.outcome(
                        offer(),
                        TransferStatus.SETTLED,
                        now,
                        "ben",
                        accounts(AccountStatus.OPEN, AccountStatus.CLOSED)));
    }

    @ParameterizedTest
    @CsvSource({"BUFFER", "RETIRED", "CANCELLED", "CONVERTED"})
    void noTransferOrOrderComesOutOfAnAccountOfAProgrammeAndNoTransferGoesIntoOne(AccountKind kind) {
        Account system = new Account(
                9,
                null,
                kind,
                "CCR",
                "CCR " + kind.word(),
                AccountStatus.OPEN,
                1,
                null,
                null,
                false,
                Clients.NONE,
                LAPSES,
                0,
                false);
        for (String organisation : new String[] {"seller", "registry", "CCR", "", null}) {
            refused(
                    AccountRefusal.WRONG_OWNER,
                    () -> Account.requireSender(system, "A9", organisation, "/fromAccount"));
        }
        refused(AccountRefusal.UNKNOWN_ACCOUNT, () -> Account.requireReceiver(system, "A9", "/toAccount"));
    }

    private static void refused(AccountRefusal reason, Executable decision) {
        assertEquals(reason, assertThrows(Refused.class, decision).reason());
    }

    private static Map<Long, Account> accounts(AccountStatus seller, AccountStatus buyer) {
        return Map.of(1L, account(1, "seller", seller), 2L, account(2, "buyer", buyer));
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
                Instant.EPOCH,
                0,
                false);
    }

    private static Transfer offer() {
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
                TransferStatus.PROPOSED,
                "anna",
                LAPSES.minusSeconds(60),
                LAPSES,
                null,
                null,
                false,
                null,
                null);
    }
}
