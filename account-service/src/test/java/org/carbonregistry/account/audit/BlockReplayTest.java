package org.carbonregistry.account.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.carbonregistry.account.audit.BlockReplay.Held;
import org.carbonregistry.account.audit.BlockReplay.Known;
import org.carbonregistry.account.audit.BlockReplay.Moved;
import org.carbonregistry.account.ledger.Commitment;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BlockReplayTest {

    private static final long ANNA = 1;
    private static final long BEN = 2;
    private static final long RETIRED = 3;
    private static final long OTHER_RETIRED = 4;
    private static final Map<Long, Known> ACCOUNTS = Map.of(
            ANNA, new Known("holding", null),
            BEN, new Known("holding", null),
            RETIRED, new Known("retired", "CCR"),
            OTHER_RETIRED, new Known("retired", "VER"));

    /** 100 units opened for Anna, 40 of them to Ben, 10 of those retired. */
    private static List<Moved> journal() {
        return new ArrayList<>(List.of(
                moved(1, 1, 100, null, ANNA, "opened"),
                moved(2, 1, 40, ANNA, BEN, "transferred"),
                moved(3, 11, 20, BEN, RETIRED, "retired")));
    }

    private static List<Held> holdings() {
        return new ArrayList<>(
                List.of(held(1, 10, BEN), held(11, 20, RETIRED), held(21, 40, BEN), held(41, 100, ANNA)));
    }

    @Test
    void aJournalThatLeadsToTheHoldingsIsClean() {
        assertEquals(List.of(), rules(journal(), holdings(), 4));
    }

    @Test
    void aHoldingInTwoRowsIsTheSameHolding() {
        List<Held> split = new ArrayList<>(holdings());
        split.set(3, held(41, 50, ANNA));
        split.add(held(51, 100, ANNA));
        assertEquals(List.of(), rules(journal(), split, 4));
    }

    static Stream<Arguments> plantedFaults() {
        return Stream.of(
                fault(
                        "a number is skipped",
                        m -> with(m, 2, moved(4, 11, 20, BEN, RETIRED, "retired")),
                        "numbers-without-gap",
                        "numbers-without-gap"),
                fault(
                        "the last movement is lost",
                        m -> m.subList(0, 2),
                        "numbers-without-gap",
                        "journal-leads-to-holdings"),
                fault(
                        "units are moved that the sender does not have",
                        m -> with(m, 2, moved(3, 11, 20, ANNA, RETIRED, "retired")),
                        "moved-by-owner"),
                fault(
                        "more is moved than is there",
                        m -> with(m, 1, moved(2, 1, 140, ANNA, BEN, "transferred")),
                        "moved-by-owner",
                        "journal-leads-to-holdings"),
                fault(
                        "units are opened twice",
                        m -> with(m, 1, moved(2, 1, 40, null, BEN, "opened")),
                        "nothing-created"),
                fault(
                        "a commitment binds another account",
                        m -> with(m, 1, forged(m.get(1))),
                        "commitment-binds-receiver"),
                fault(
                        "a transfer goes to the retired",
                        m -> with(m, 2, moved(3, 11, 20, BEN, RETIRED, "transferred")),
                        "kind-fits-receiver"),
                fault(
                        "a retirement goes to an owner",
                        m -> with(m, 1, moved(2, 1, 40, ANNA, BEN, "retired")),
                        "kind-fits-receiver"),
                fault(
                        "a retirement goes to another programme",
                        m -> with(m, 2, moved(3, 11, 20, BEN, OTHER_RETIRED, "retired")),
                        "kind-fits-receiver",
                        "journal-leads-to-holdings"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plantedFaults")
    void aFaultInTheJournalIsFound(String name, UnaryOperator<List<Moved>> fault, List<String> rules) {
        assertEquals(rules, rules(fault.apply(journal()), holdings(), 4));
    }

    @Test
    void unitsThatCameBackFromRetirementAreFound() {
        List<Moved> journal = journal();
        journal.add(moved(4, 11, 20, RETIRED, BEN, "transferred"));
        assertEquals(List.of("used-up-for-ever"), rules(journal, List.of(held(1, 40, BEN), held(41, 100, ANNA)), 5));
    }

    @Test
    void aHoldingThatLeavesOutAUnitIsFound() {
        List<Held> holdings = holdings();
        holdings.set(0, held(1, 9, BEN));
        assertEquals(List.of("holdings-partition-block", "journal-leads-to-holdings"), rules(journal(), holdings, 4));
    }

    @Test
    void aHoldingThatOverlapsAnotherIsFound() {
        List<Held> holdings = holdings();
        holdings.set(0, held(1, 11, BEN));
        assertEquals(List.of("holdings-partition-block", "journal-leads-to-holdings"), rules(journal(), holdings, 4));
    }

    @Test
    void aHoldingBeyondTheBlockIsFound() {
        List<Held> holdings = holdings();
        holdings.set(3, held(41, 101, ANNA));
        assertEquals(List.of("holdings-partition-block", "journal-leads-to-holdings"), rules(journal(), holdings, 4));
    }

    @Test
    void aHoldingOfAnotherOwnerIsFound() {
        List<Held> holdings = holdings();
        holdings.set(0, held(1, 10, ANNA));
        assertEquals(List.of("journal-leads-to-holdings"), rules(journal(), holdings, 4));
    }

    @Test
    void aNextNumberThatIsNotTheNextIsFound() {
        assertEquals(List.of("numbers-without-gap"), rules(journal(), holdings(), 5));
    }

    private static List<String> rules(List<Moved> journal, List<Held> holdings, long next) {
        BlockReplay replay = new BlockReplay("CCR-1", "CCR", 100, next, ACCOUNTS);
        journal.forEach(replay::move);
        return replay.compare(holdings).stream().map(Finding::rule).toList();
    }

    private static Arguments fault(String name, UnaryOperator<List<Moved>> fault, String... rules) {
        return Arguments.of(name, fault, List.of(rules));
    }

    private static List<Moved> with(List<Moved> journal, int index, Moved movement) {
        journal.set(index, movement);
        return journal;
    }

    private static Moved moved(long number, long first, long last, Long from, long to, String kind) {
        byte[] blind = new byte[32];
        blind[0] = (byte) number;
        return new Moved(
                number,
                new UnitRange(first, last),
                from,
                to,
                kind,
                blind,
                Commitment.of(blind, to).value());
    }

    private static Moved forged(Moved m) {
        return new Moved(
                m.number(),
                m.units(),
                m.from(),
                m.to(),
                m.kind(),
                m.blind(),
                Commitment.of(m.blind(), 99).value());
    }

    private static Held held(long first, long last, long account) {
        return new Held(new UnitRange(first, last), account);
    }
}
