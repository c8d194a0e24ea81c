package org.carbonregistry.account.retirements;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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
import org.carbonregistry.account.limits.SendingRules;
import org.carbonregistry.account.programs.Program;
import org.carbonregistry.account.retirements.RetireUnits.Decided;
import org.carbonregistry.account.retirements.RetireUnits.Register;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;

/** Whatever an order says, its outcome is a message that the topic takes. */
class RetirementOutcomeTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void anOrderAsLargeAsAMessageIsRefusedByName() {
        for (RetirementOrdered order : List.of(
                order("A".repeat(Message.MOST_BYTES - 1000), null, 1L),
                order("A1001", List.of("S".repeat(Message.MOST_BYTES - 1000)), null))) {
            Message outcome = outcome(order, 1);
            assertEquals(MessageType.RETIREMENT_REFUSED, outcome.type());
            assertTrue(outcome.content(RetirementRefused.class).code().startsWith("unknown-"));
        }
    }

    @Test
    void theLargestOrderThatIsCarriedOutFits() {
        Message outcome = outcome(order("A1001", null, 1_000L), Holdings.MOST_RANGES);
        assertEquals(MessageType.RETIREMENT_EXECUTED, outcome.type());
        assertTrue(outcome.data().length < Message.MOST_BYTES / 4, outcome.data().length + " bytes");
    }

    /** As of an account that holds one unit in each of so many blocks with the longest names there are. */
    private static Message outcome(RetirementOrdered order, int blocks) {
        List<Block> all = new ArrayList<>();
        List<Holding> held = new ArrayList<>();
        for (long id = 1; id <= blocks; id++) {
            all.add(new Block(id, description(1_000_000_000_000L + id), 1_000_000));
            held.add(new Holding(id, id, Title.free(1001), new UnitRange(1_000_000_000_000L, 1_000_000_000_000L)));
        }
        Account account = new Account(
                1001,
                "acme-air",
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
        Register register = new Register(
                Map.of(1001L, account),
                Map.of("P".repeat(10), program()),
                Map.of("P".repeat(10), 9L),
                SendingRules.only(List.of()));
        Decided decided = RetireUnits.decide(
                List.of(order), register, new Book(all, new Holdings(held), Frozen.nothing(), NOW), Blinds.random());
        return RetirementOutcome.message(decided.decisions().get(0), decided.book());
    }

    private static Program program() {
        return new Program("P".repeat(10), 1000, "open");
    }

    private static BlockDescription description(long number) {
        String program = "P".repeat(10);
        return new BlockDescription(
                program + "-" + number,
                program,
                program + "-" + "9".repeat(40),
                "9".repeat(40),
                "KE",
                number,
                LocalDate.of(2023, 1, 1),
                LocalDate.of(2023, 12, 31),
                1000,
                1_000_000_000_000_000L);
    }

    private static RetirementOrdered order(String account, List<String> serials, Long quantity) {
        return new RetirementOrdered(
                UUID.randomUUID(),
                "acme-air",
                account,
                serials,
                quantity,
                null,
                null,
                null,
                null,
                null,
                null,
                "anna",
                null,
                NOW);
    }
}
