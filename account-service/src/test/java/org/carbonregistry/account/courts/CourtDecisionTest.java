package org.carbonregistry.account.courts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.AccountStatus;
import org.carbonregistry.account.accounts.Clients;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Frozen;
import org.carbonregistry.account.ledger.Holding;
import org.carbonregistry.account.ledger.Holdings;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may decide about an order, and which units it takes. */
class CourtDecisionTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Title FREE = Title.free(1001);

    @Test
    void anotherRegistrarApprovesIt() {
        refused(AccountRefusal.FOUR_EYES, () -> CourtDecision.requireApprovable(order(1, false), "rosa"));
        CourtDecision.requireApprovable(order(1, false), "rita");
        assertThrows(IllegalArgumentException.class, () -> order(1, false).settled("rosa", NOW, List.of()));
    }

    @ParameterizedTest
    @EnumSource(value = CourtTransferStatus.class, names = "PROPOSED", mode = EnumSource.Mode.EXCLUDE)
    void whatWasDecidedIsNotDecidedAgain(CourtTransferStatus status) {
        for (CourtTransferStatus next : CourtTransferStatus.values()) {
            refused(AccountRefusal.ORDER_DECIDED, () -> status.decide(next));
        }
    }

    @Test
    void itIsRejectedByAnyRegistrarAndLapsesAtItsDeadline() {
        CourtTransfer order = order(1, false);
        Instant before = order.expiresAt().minusNanos(1000);
        assertEquals(
                CourtTransferStatus.REJECTED,
                CourtDecision.rejected(order, "rosa", before, "withdrawn").status());
        assertEquals(
                CourtTransferStatus.EXPIRED,
                CourtDecision.rejected(order, "rosa", order.expiresAt(), "withdrawn")
                        .status());
        refused(AccountRefusal.ORDER_DECIDED, () -> order.expiredIfLapsed(before));
        assertEquals(
                CourtTransferStatus.EXPIRED,
                order.expiredIfLapsed(order.expiresAt()).status());
    }

    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "HOLDING OPEN, HOLDING OPEN, -",
                "HOLDING SUSPENDED, HOLDING SUSPENDED, -",
                "-, HOLDING OPEN, UNKNOWN_ACCOUNT",
                "RETIRED OPEN, HOLDING OPEN, UNKNOWN_ACCOUNT",
                "BUFFER OPEN, HOLDING OPEN, UNKNOWN_ACCOUNT",
                "HOLDING OPEN, -, UNKNOWN_ACCOUNT",
                "HOLDING OPEN, CANCELLED OPEN, UNKNOWN_ACCOUNT",
                "HOLDING OPEN, HOLDING CLOSED, ACCOUNT_CLOSED",
            })
    void itIsBetweenTwoAccountsOfHoldersAlsoOutOfASuspendedOne(String from, String to, AccountRefusal reason) {
        Map<Long, Account> accounts = new HashMap<>();
        accounts.put(1001L, account(1001, from));
        accounts.put(1002L, account(1002, to));
        Executable check = () -> CourtDecision.requireAccounts(1001, 1002, accounts);
        if (reason == null) {
            org.junit.jupiter.api.Assertions.assertDoesNotThrow(check);
        } else {
            refused(reason, check);
        }
    }

    @Test
    void itTakesFrozenUnitsOnlyWhereTheOrderSaysSo() {
        for (Frozen frozen : List.of(
                new Frozen(Set.of(1001L), List.of()),
                new Frozen(Set.of(), List.of(new Units(1, new UnitRange(1, 60)))))) {
            Book book = book(frozen, new Holding(1L, 1, FREE, new UnitRange(1, 100)));
            refused(AccountRefusal.FROZEN, () -> CourtDecision.units(order(50, false), book));
            assertEquals(List.of(new Units(1, new UnitRange(1, 50))), CourtDecision.units(order(50, true), book));
        }
    }

    @Test
    void itBreaksNoReservationAndNoHold() {
        Book book = book(
                Frozen.nothing(),
                new Holding(1L, 1, FREE, new UnitRange(1, 10)),
                new Holding(2L, 1, Title.reserved(1001, new UUID(0, 7)), new UnitRange(11, 60)),
                new Holding(3L, 1, Title.held(1001, new UUID(0, 8)), new UnitRange(61, 100)));
        assertEquals(List.of(new Units(1, new UnitRange(1, 10))), CourtDecision.units(order(10, true), book));
        refused(AccountRefusal.INSUFFICIENT_UNITS, () -> CourtDecision.units(order(11, true), book));
    }

    private static void refused(AccountRefusal reason, Executable act) {
        assertEquals(reason, assertThrows(Refused.class, act).reason());
    }

    private static Book book(Frozen frozen, Holding... holdings) {
        BlockDescription description = new BlockDescription(
                "CCR-58",
                "CCR",
                "CCR-1042",
                "1042",
                "KE",
                58,
                LocalDate.of(2023, 1, 1),
                LocalDate.of(2023, 12, 31),
                1000,
                100);
        return new Book(List.of(new Block(1, description, 2)), new Holdings(List.of(holdings)), frozen, NOW);
    }

    private static CourtTransfer order(long quantity, boolean takesFrozen) {
        return new CourtTransfer(
                new UUID(0, 1),
                "case-7",
                new byte[32],
                1002,
                new Wanted(new Wanted.Filter(1001, null, null, null, null), List.of(), quantity),
                takesFrozen,
                new CourtTransfer.Order("High Court", "HC 7/2026", "restitution", "ab".repeat(32)),
                CourtTransferStatus.PROPOSED,
                "rosa",
                NOW,
                NOW.plusSeconds(60),
                null,
                null,
                null,
                null);
    }

    private static Account account(long id, String kindAndStatus) {
        if (kindAndStatus == null) {
            return null;
        }
        AccountKind kind = AccountKind.valueOf(kindAndStatus.split(" ")[0]);
        AccountStatus status = AccountStatus.valueOf(kindAndStatus.split(" ")[1]);
        return new Account(
                id,
                kind.isSystem() ? null : "org-" + id,
                kind,
                kind.isSystem() ? "CCR" : null,
                "Main",
                status,
                1,
                null,
                null,
                !kind.isSystem(),
                Clients.NONE,
                NOW,
                0,
                false);
    }
}
