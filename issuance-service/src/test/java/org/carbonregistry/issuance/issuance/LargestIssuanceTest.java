package org.carbonregistry.issuance.issuance;

import static org.carbonregistry.issuance.Examples.NOW;
import static org.carbonregistry.issuance.Examples.REGISTRAR;
import static org.carbonregistry.issuance.Examples.TODAY;
import static org.carbonregistry.issuance.Examples.outcome;
import static org.carbonregistry.issuance.Examples.project;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.wire.Json;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.Bounds;
import org.carbonregistry.issuance.Largest;
import org.carbonregistry.issuance.account.Account;
import org.carbonregistry.issuance.issuance.NewIssuance.AskedSource;
import org.carbonregistry.issuance.issuance.NewIssuance.AskedVintage;
import org.carbonregistry.issuance.program.BufferRule;
import org.carbonregistry.issuance.program.ImportState;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.program.Scope;
import org.carbonregistry.issuance.project.ProjectState;
import org.carbonregistry.issuance.verification.OpenVintage;
import org.carbonregistry.issuance.verification.Verification;
import org.junit.jupiter.api.Test;

/** Whatever is asked, the facts and orders of a block stay far below what the broker carries. */
class LargestIssuanceTest {

    private static final LocalDate START = LocalDate.of(2022, 1, 1);
    private static final LocalDate END = LocalDate.of(2022, 12, 31);
    private static final long UNITS = 1_000_000_000_000_000L;
    private static final long FIRST = UNITS - Bounds.SOURCE_RANGES;

    @Test
    void theLargestBlockIsFarBelowWhatTheBrokerCarries() {
        List<RequestedVintage> vintages = request(Bounds.SOURCE_RANGES, 1);
        Issuance issuance = new Issuance(
                        UUID.randomUUID(),
                        "registry",
                        Largest.text(Bounds.EXTERNAL_ID),
                        "CCR",
                        "CCR-1042",
                        UUID.randomUUID(),
                        "A1001",
                        TODAY,
                        IssuanceState.REQUESTED,
                        "rosa",
                        NOW,
                        NOW,
                        null,
                        null,
                        null,
                        null)
                .decided(IssuanceState.APPROVED, "ruth", NOW, null);
        Verification verification = new Verification(
                UUID.randomUUID(),
                "CCR-1042",
                null,
                END,
                START,
                END,
                List.of(),
                null,
                null,
                null,
                Largest.facts(),
                Largest.facts(),
                NOW);
        List<Block> blocks =
                Block.of(program(), project(ProjectState.REGISTERED), verification, issuance, vintages, UNITS, NOW);
        for (Message message : Block.messages(blocks)) {
            measure(message.type().typeName(), message.data());
        }
        Block block = blocks.get(0);
        measure(
                "registry.block.opened.v1",
                Json.write(new BlockOpened(
                        block.order().description(),
                        1,
                        List.of(new MovedRange(1, UNITS, "A".repeat(44)), new MovedRange(1, UNITS, "A".repeat(44))),
                        0,
                        issuance.id(),
                        UUID.randomUUID(),
                        1,
                        1,
                        TODAY,
                        block.order().sourceRanges(),
                        NOW)));
    }

    @Test
    void oneMoreIsRefusedWithTheFieldAtFault() throws Exception {
        assertEquals("too-many /vintages/0/sourceRanges", outcome(() -> request(Bounds.SOURCE_RANGES + 1, 1)));
        assertEquals("too-many /vintages", outcome(() -> request(0, Bounds.VINTAGES + 1)));
        assertEquals("vintages-overlap /vintages", outcome(() -> request(0, Bounds.VINTAGES)));
    }

    private static void measure(String what, byte[] data) {
        System.out.printf("largest %s: %,d bytes%n", what, data.length);
        assertTrue(data.length < Largest.MOST_BYTES, () -> what + ": " + data.length);
    }

    private static List<RequestedVintage> request(int ranges, int vintages) {
        List<AskedSource> sources = IntStream.range(0, ranges)
                .mapToObj(i -> new AskedSource(
                        FIRST + Math.min(i, Bounds.SOURCE_RANGES - 1),
                        FIRST + Math.min(i, Bounds.SOURCE_RANGES - 1),
                        source(),
                        Largest.text(Bounds.SOURCE_SCOPE),
                        FIRST + i,
                        FIRST + i,
                        Largest.text(Bounds.EXTERNAL_ID),
                        false))
                .toList();
        return IssuanceDecision.request(
                program(),
                project(ProjectState.REGISTERED),
                List.of(new OpenVintage(1, START, END, UNITS, 0)),
                new Account("A1001", "green-valley", "developer", "open"),
                new NewIssuance(
                        UUID.randomUUID(),
                        "A1001",
                        IntStream.range(0, vintages)
                                .mapToObj(i -> new AskedVintage(START, END, UNITS / vintages, TODAY, sources))
                                .toList(),
                        true,
                        null,
                        "x"),
                REGISTRAR,
                TODAY);
    }

    private static String source() {
        return Largest.text(Bounds.SOURCE_REGISTRY);
    }

    private static Program program() {
        return new Program(
                "CCR",
                1,
                "Common Carbon",
                Scope.GLOBAL,
                List.of(),
                1000,
                org.carbonregistry.issuance.Examples.program().projectTypes(),
                2010,
                false,
                BufferRule.NONE,
                0,
                false,
                Largest.facts(),
                source(),
                ImportState.OPEN,
                null,
                null);
    }
}
