package org.carbonregistry.account.transfers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.AccountKind;
import org.carbonregistry.account.accounts.AccountStatus;
import org.carbonregistry.account.accounts.Clients;
import org.carbonregistry.account.ledger.Blinds;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Frozen;
import org.carbonregistry.account.ledger.Holding;
import org.carbonregistry.account.ledger.Holdings;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.account.ledger.Wanted;
import org.carbonregistry.account.limits.AccountLimit;
import org.carbonregistry.account.limits.LimitKind;
import org.carbonregistry.account.limits.LimitSetter;
import org.carbonregistry.account.limits.SendingRules;
import org.carbonregistry.account.transfers.DecideOffers.Decided;
import org.carbonregistry.account.transfers.DecideOffers.Ready;
import org.carbonregistry.account.trust.Trust;
import org.carbonregistry.account.trust.TrustedSender;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;

class DecideOffersTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final DecideOffers.Terms TERMS = new DecideOffers.Terms(Duration.ofDays(7), Duration.ofDays(90));
    private static final Account SENDER = account(1001, "acme-air");
    private static final Account SAME_HOUSE = account(1002, "acme-air");
    private static final Account OTHER_HOUSE = account(1003, "nordic-retail");

    @Test
    void eachOfferOfASetGetsWhatTheOnesBeforeItLeft() {
        Decided decided = decide(ready("1", SAME_HOUSE, 4), ready("2", SAME_HOUSE, 5));
        assertEquals(
                List.of(new Units(1, new UnitRange(1, 4))), transfer(decided, 0).units());
        assertEquals(
                List.of(new Units(1, new UnitRange(5, 9))), transfer(decided, 1).units());
        assertEquals(List.of(new UnitRange(10, 10)), decided.book().holdings().of(Title.free(SENDER.id()), 1));
        assertEquals(
                List.of(7L, 8L),
                decided.journal().movements().stream().map(m -> m.number()).toList());
    }

    @Test
    void anOfferThatIsRefusedTakesNothingFromTheOthers() {
        Decided decided = decide(ready("1", SAME_HOUSE, 11), ready("2", SAME_HOUSE, 10));
        assertEquals(
                AccountRefusal.INSUFFICIENT_UNITS,
                decided.decisions().get(0).refusal().reason());
        assertNull(decided.decisions().get(0).transfer());
        assertEquals(10, Units.quantity(transfer(decided, 1).units()));
        assertEquals(true, decided.fellShort());
    }

    @Test
    void withinOneOrganisationUnitsMoveAtOnceOtherwiseTheyAreReserved() {
        Decided decided = decide(ready("1", SAME_HOUSE, 1), ready("2", OTHER_HOUSE, 2));
        assertEquals(TransferStatus.SETTLED, transfer(decided, 0).status());
        assertEquals(TransferStatus.PROPOSED, transfer(decided, 1).status());
        assertEquals(NOW.plus(Duration.ofDays(7)), transfer(decided, 1).expiresAt());
        assertEquals(
                List.of(new UnitRange(2, 3)),
                decided.book()
                        .holdings()
                        .of(Title.reserved(SENDER.id(), transfer(decided, 1).id()), 1));
        assertEquals(1, decided.journal().movements().size());
    }

    @Test
    void aSetUsesADaysLimitUpOneAfterTheOther() {
        Decided decided = decide(
                limits(5L, null),
                Trust.nobody(),
                ready("1", OTHER_HOUSE, 4),
                ready("2", SAME_HOUSE, 2),
                ready("3", OTHER_HOUSE, 1));
        assertEquals(TransferStatus.PROPOSED, transfer(decided, 0).status());
        Refused refusal = decided.decisions().get(1).refusal();
        assertEquals(AccountRefusal.OVER_DAILY_LIMIT, refusal.reason());
        assertTrue(refusal.getMessage().endsWith("left today: 1"), refusal.getMessage());
        assertEquals(TransferStatus.PROPOSED, transfer(decided, 2).status());
        assertEquals(false, decided.fellShort(), "other blocks would not help");
        assertEquals(List.of(new UnitRange(6, 10)), decided.book().holdings().of(Title.free(SENDER.id()), 1));
    }

    @Test
    void whatIsAboveWhatOneMaySendAloneIsReservedAndWaitsAlsoWithinOneOrganisation() {
        Decided decided =
                decide(limits(null, 3L), Trust.nobody(), ready("1", SAME_HOUSE, 3), ready("2", SAME_HOUSE, 4));
        assertEquals(TransferStatus.SETTLED, transfer(decided, 0).status());
        Transfer waiting = transfer(decided, 1);
        assertEquals(TransferStatus.AWAITING_APPROVAL, waiting.status());
        assertEquals(NOW.plus(Duration.ofDays(7)), waiting.expiresAt());
        assertEquals(
                List.of(new UnitRange(4, 7)),
                decided.book().holdings().of(Title.reserved(SENDER.id(), waiting.id()), 1));
    }

    @Test
    void fromATrustedSenderUnitsMoveAtOnceFromTheMomentOnItIsInForce() {
        for (Instant from : List.of(NOW, NOW.plusNanos(1000))) {
            TrustedSender listed = new TrustedSender(
                    new UUID(0, 1),
                    OTHER_HOUSE.id(),
                    null,
                    "acme-air",
                    "broker",
                    "ben",
                    NOW.minusSeconds(9),
                    from,
                    null,
                    null);
            Decided decided = decide(
                    SendingRules.only(List.of()),
                    new Trust(Map.of(OTHER_HOUSE.id(), List.of(listed))),
                    ready("1", OTHER_HOUSE, 4));
            assertEquals(
                    from.equals(NOW) ? TransferStatus.SETTLED : TransferStatus.PROPOSED,
                    transfer(decided, 0).status());
        }
    }

    private static SendingRules limits(Long day, Long unapproved) {
        return new SendingRules(
                List.of(),
                Map.of(SENDER.id(), List.of(limit(LimitKind.DAY, day), limit(LimitKind.UNAPPROVED, unapproved))),
                Map.of());
    }

    private static AccountLimit limit(LimitKind kind, Long units) {
        return new AccountLimit(SENDER.id(), 1, kind, LimitSetter.HOLDER, null, units, "policy", "anna", NOW, NOW);
    }

    private static Transfer transfer(Decided decided, int index) {
        return decided.decisions().get(index).transfer();
    }

    private static Decided decide(Ready... offers) {
        return decide(SendingRules.only(List.of()), Trust.nobody(), offers);
    }

    private static Decided decide(SendingRules sending, Trust trust, Ready... offers) {
        DecideOffers.Rules rules = new DecideOffers.Rules(TERMS, sending, trust);
        Block block = new Block(
                1,
                new BlockDescription(
                        "CCR-58",
                        "CCR",
                        "CCR-1042",
                        "1042",
                        "KE",
                        58,
                        LocalDate.of(2023, 1, 1),
                        LocalDate.of(2023, 12, 31),
                        1000,
                        10),
                7);
        Holdings holdings = new Holdings(List.of(new Holding(1L, 1, Title.free(SENDER.id()), new UnitRange(1, 10))));
        return DecideOffers.decide(
                List.of(offers), rules, new Book(List.of(block), holdings, Frozen.nothing(), NOW), Blinds.random());
    }

    private static Ready ready(String name, Account to, long quantity) {
        Offer offer = TogetherTest.offer(name, SENDER.publicId(), to.publicId());
        Wanted.Filter filter = new Wanted.Filter(SENDER.id(), null, null, null, null);
        return new Ready(offer, SENDER, to, new Wanted(filter, List.of(), quantity));
    }

    private static Account account(long id, String organisation) {
        return new Account(
                id,
                organisation,
                AccountKind.TRADING,
                null,
                "trading",
                AccountStatus.OPEN,
                1,
                null,
                null,
                true,
                Clients.NONE,
                NOW,
                0,
                false);
    }
}
