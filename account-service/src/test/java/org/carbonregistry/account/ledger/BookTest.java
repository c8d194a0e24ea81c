package org.carbonregistry.account.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an order gets of the locked blocks, and how it is written down. */
class BookTest {

    private static final long ANNA = 1;
    private static final long BEN = 2;

    private final List<Block> blocks = List.of(block(1, 7, 4), block(2, 8, 1));
    private final Book book = new Book(
            blocks,
            new Holdings(List.of(
                    new Holding(1L, 1, Title.free(ANNA), new UnitRange(1, 100)),
                    new Holding(2L, 2, Title.free(ANNA), new UnitRange(1, 100)))),
            Frozen.nothing(),
            Instant.EPOCH);

    @ParameterizedTest
    @CsvSource({
        "CCR-KE-1042-2023-7-1-5, executed",
        "CCR-TZ-1042-2023-7-1-5, INCONSISTENT_SERIAL",
        "CCR-KE-1043-2023-7-1-5, INCONSISTENT_SERIAL",
        "CCR-KE-1042-2022-7-1-5, INCONSISTENT_SERIAL",
        "CCR-KE-1042-2023-7-100-101, UNKNOWN_SERIAL",
        "CCR-KE-1042-2023-9-1-5, UNKNOWN_SERIAL",
        "VER-KE-1042-2023-7-1-5, UNKNOWN_SERIAL",
    })
    void eachWordOfASerialNumberIsThatOfItsBlock(String serial, String answer) {
        Wanted wanted = Wanted.of(new Wanted.Filter(ANNA, null, null, null, null), List.of(serial), null);
        if (answer.equals("executed")) {
            assertEquals(List.of(new Units(1, new UnitRange(1, 5))), book.choose(wanted));
        } else {
            Refused refused = assertThrows(Refused.class, () -> book.choose(wanted));
            assertEquals(AccountRefusal.valueOf(answer), refused.reason());
        }
    }

    @Test
    void movementsOfABlockAreNumberedOnFromItsLastWithoutAGap() {
        Journal journal = new Journal(blocks, () -> new byte[32]);
        List<Movement> first =
                journal.append(entry(), List.of(units(2, 1, 5), units(1, 6, 9), units(1, 1, 3)), ANNA, BEN);
        List<Movement> second = journal.append(entry(), List.of(units(1, 20, 20)), ANNA, BEN);
        List<String> numbers = new ArrayList<>();
        first.forEach(m -> numbers.add(m.block() + "/" + m.number()));
        second.forEach(m -> numbers.add(m.block() + "/" + m.number()));
        assertEquals(List.of("1/4", "1/5", "2/1", "1/6"), numbers);
        assertEquals(java.util.Map.of(1L, 7L, 2L, 2L), journal.nextNumbers());
    }

    @Test
    void theCommitmentOfAMovementIsToItsReceiver() {
        Journal journal = new Journal(blocks, () -> new byte[32]);
        Movement moved =
                journal.append(entry(), List.of(units(1, 1, 5)), ANNA, BEN).get(0);
        assertArrayEquals(
                Commitment.of(new byte[32], BEN).value(), moved.commitment().value());
    }

    private static Entry entry() {
        return new Entry(new UUID(0, 1), MovementKind.TRANSFERRED, Instant.EPOCH, null, "test", "anna");
    }

    private static Units units(long block, long first, long last) {
        return new Units(block, new UnitRange(first, last));
    }

    private static Block block(long id, long number, long next) {
        return new Block(
                id,
                new BlockDescription(
                        "CCR-" + number,
                        "CCR",
                        "CCR-1042",
                        "1042",
                        "KE",
                        number,
                        LocalDate.of(2023, 1, 1),
                        LocalDate.of(2023, 12, 31),
                        1000,
                        100),
                next);
    }
}
