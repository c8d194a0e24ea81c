package org.carbonregistry.account.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.AccountStatus;
import org.carbonregistry.account.accounts.Clients;
import org.carbonregistry.events.http.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose transfers settle without being accepted. */
class TrustTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Account RECEIVER = account(1, "buyer");

    @ParameterizedTest(name = "account {0}, organisation {1}, in force {2} s later, removed {3}, from {4} of {5}: {6}")
    @CsvSource(
            nullValues = "-",
            value = {
                "2, -, 0, false, 2, seller, true",
                "2, -, -1, false, 2, seller, true",
                "2, -, 1, false, 2, seller, false",
                "2, -, 0, true, 2, seller, false",
                "2, -, 0, false, 3, seller, false",
                "-, seller, 0, false, 2, seller, true",
                "-, seller, 0, false, 3, seller, true",
                "-, seller, 1, false, 3, seller, false",
                "-, seller, 0, true, 3, seller, false",
                "-, seller, 0, false, 3, stranger, false",
                "2, -, 9, false, 4, buyer, true",
            })
    void aTrustedSenderNeedsNoAcceptanceWhileItIsListedAndInForce(
            Long sender, String organisation, int seconds, boolean removed, long from, String of, boolean atOnce) {
        TrustedSender listed = new TrustedSender(
                new UUID(0, 1),
                RECEIVER.id(),
                sender,
                organisation,
                "broker",
                "ben",
                NOW.minusSeconds(60),
                NOW.plusSeconds(seconds),
                removed ? "ben" : null,
                removed ? NOW.minusSeconds(1) : null);
        Trust trust = new Trust(Map.of(RECEIVER.id(), List.of(listed)));
        assertEquals(atOnce, trust.settlesAtOnce(account(from, of), RECEIVER, NOW));
        assertEquals(of.equals("elsewhere"), trust.settlesAtOnce(account(from, of), account(7, "elsewhere"), NOW));
    }

    @Test
    void oneOfAccountAndOrganisationIsTrusted() {
        for (Object[] both : new Object[][] {{2L, "seller"}, {null, null}}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new TrustedSender(
                            new UUID(0, 1), 1, (Long) both[0], (String) both[1], "r", "b", NOW, NOW, null, null));
        }
    }

    @ParameterizedTest(name = "account {0} of {2}, organisation {1}: {4}")
    @CsvSource(
            nullValues = "-",
            value = {
                "A2, -, seller, false, ok",
                "A2, -, -, false, unknown-account /account",
                "A2, -, buyer, false, invalid-value /account",
                "-, seller, -, true, ok",
                "-, seller, -, false, unknown-organisation /organisation",
                "-, buyer, -, true, invalid-value /organisation",
            })
    void aSenderIsSomebodyElseWhoExists(
            String account, String organisation, String owner, boolean known, String answer) {
        TrustedSender.Request request = new TrustedSender.Request(account, organisation, "broker");
        String said = "ok";
        try {
            TrustSender.requireSender(RECEIVER, request, owner, known);
        } catch (Refused refused) {
            said = refused.reason().code() + " " + refused.pointer();
        }
        assertEquals(answer, said);
    }

    private static Account account(long id, String organisation) {
        return new Account(
                id,
                organisation,
                AccountKind.HOLDING,
                null,
                "Main",
                AccountStatus.OPEN,
                1,
                null,
                null,
                true,
                Clients.NONE,
                NOW,
                0,
                true);
    }
}
