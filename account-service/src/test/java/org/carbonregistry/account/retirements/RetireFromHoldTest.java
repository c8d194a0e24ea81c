package org.carbonregistry.account.retirements;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.AccountStatus;
import org.carbonregistry.account.accounts.Clients;
import org.carbonregistry.account.holds.Hold;
import org.carbonregistry.account.holds.HoldStatus;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Frozen;
import org.carbonregistry.account.ledger.Holdings;
import org.carbonregistry.account.limits.SendingRules;
import org.carbonregistry.account.mandates.MandateBook;
import org.carbonregistry.account.retirements.RetireUnits.Register;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what an order out of a hold is refused first. */
class RetireFromHoldTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final UUID HOLD = new UUID(0, 7);

    @ParameterizedTest(name = "{0} out of {1}, hold there {2}, account {3}: {4}")
    @CsvSource({
        "agent, A1001, false, OPEN, unknown-hold /hold",
        "agent, A1001, false, SUSPENDED, unknown-hold /hold",
        "agent, A9999, false, OPEN, unknown-hold /hold",
        "stranger, A1001, true, OPEN, unknown-hold /hold",
        "stranger, A1001, true, SUSPENDED, unknown-hold /hold",
        "stranger, A1001, true, CLOSED, unknown-hold /hold",
        "stranger, A9999, true, OPEN, unknown-hold /hold",
        "agent, A1002, true, OPEN, not-on-this-hold /account",
        "agent, A9999, true, SUSPENDED, not-on-this-hold /account",
        "agent, A1001, true, SUSPENDED, account-suspended /account",
        "agent, A1001, true, CLOSED, account-closed /account",
        "agent, A1001, true, OPEN, insufficient-units /quantity",
    })
    void nobodyButItsAgentLearnsAnythingOfTheAccount(
            String organisation, String account, boolean there, AccountStatus status, String answer) {
        Register register = new Register(
                Map.of(1001L, account(1001, status), 1002L, account(1002, AccountStatus.OPEN)),
                Map.of(),
                Map.of(),
                SendingRules.only(List.of()));
        Refused refused = RetireFromHold.decide(
                        order(organisation, account),
                        register,
                        there ? hold() : null,
                        new MandateBook(List.of()),
                        new Book(List.of(), new Holdings(List.of()), Frozen.nothing(), NOW),
                        Blinds.random())
                .decided()
                .decisions()
                .get(0)
                .refusal();
        assertEquals(answer, refused.reason().code() + " " + refused.pointer());
        if (answer.startsWith("unknown-hold")) {
            assertEquals("there is no hold " + HOLD, refused.getMessage());
        }
    }

    private static Hold hold() {
        return new Hold(
                HOLD,
                "acme-air",
                "h",
                new byte[0],
                1001,
                "acme-air",
                "agent",
                null,
                10,
                0,
                0,
                List.of(),
                List.of(),
                HoldStatus.PLACED,
                1,
                "anna",
                NOW.minusSeconds(1),
                NOW.plusSeconds(1),
                null,
                null);
    }

    private static Account account(long id, AccountStatus status) {
        return new Account(
                id,
                "acme-air",
                AccountKind.TRADING,
                null,
                "trading",
                status,
                1,
                null,
                null,
                true,
                Clients.NONE,
                NOW,
                0,
                false);
    }

    private static RetirementOrdered order(String organisation, String account) {
        return new RetirementOrdered(
                new UUID(0, 1), organisation, account, null, 1L, null, null, null, null, null, HOLD, "vera", null, NOW);
    }
}
