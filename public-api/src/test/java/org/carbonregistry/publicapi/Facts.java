package org.carbonregistry.publicapi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.CreditsIssued;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.MethodologyChanged;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.message.ProjectRegistered;
import org.carbonregistry.events.message.ProjectStatusChanged;
import org.carbonregistry.events.message.ProjectType;
import org.carbonregistry.events.message.RetiredPart;
import org.carbonregistry.events.message.RetirementCompleted;
import org.carbonregistry.events.message.SourceRange;
import org.carbonregistry.events.message.VerificationRecorded;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** Public facts of one programme, as the services publish them. Every test has a programme of its own. */
public final class Facts {

    /** A commitment that is nobody's. */
    public static final String COMMITMENT = "pmhyJSb3h0l4ySbSWL7U0Fi9QTV3u4ByTJLlyy6T5dw=";

    private static final AtomicInteger PROGRAMS = new AtomicInteger();
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123456Z");

    /** The programme's code. */
    public final String program;

    private long certificates;

    private Facts(String program) {
        this.program = program;
    }

    /** A programme no test has used. */
    public static Facts program() {
        int n = PROGRAMS.incrementAndGet();
        return new Facts("T" + (char) ('A' + n / 26 % 26) + (char) ('A' + n % 26) + n);
    }

    /** The programme itself, with the types solar and forest. */
    public Message registered() {
        return Message.fact(
                MessageType.PROGRAM_REGISTERED,
                "program:" + program,
                1,
                NOW,
                new ProgramChanged(
                        program,
                        1,
                        "Programme " + program,
                        "global",
                        List.of(),
                        1000,
                        List.of(
                                new ProjectType("solar", "Solar power", "energy", "reduction", false),
                                new ProjectType("forest", "Afforestation", "forestry", "removal", true)),
                        2010,
                        true,
                        "none",
                        0,
                        List.of(),
                        null,
                        "none",
                        NOW));
    }

    public Message methodology(String code) {
        return Message.fact(
                MessageType.METHODOLOGY_CHANGED,
                "methodology:" + code,
                1,
                NOW,
                new MethodologyChanged(
                        code,
                        1,
                        program,
                        "Methodology " + code,
                        List.of("solar"),
                        List.of(new MethodologyChanged.Version("1.0", LocalDate.of(2015, 1, 1), null)),
                        NOW));
    }

    /** Public name of a project of this programme. */
    public String project(int code) {
        return program + "-" + code;
    }

    public Message project(int code, String name, String country, String type, String methodology) {
        return Message.fact(
                MessageType.PROJECT_REGISTERED,
                project(code),
                1,
                NOW,
                new ProjectRegistered(
                        project(code),
                        1,
                        program,
                        Integer.toString(code),
                        name,
                        country,
                        type,
                        "forest".equals(type) ? "removal" : "reduction",
                        "forest".equals(type),
                        "Proponent & Sons",
                        methodology,
                        methodology == null ? null : "1.0",
                        "A description",
                        "1.5",
                        "-36.25",
                        LocalDate.of(2015, 1, 1),
                        LocalDate.of(2035, 12, 31),
                        1000L,
                        List.of(7, 13),
                        List.of(new ProjectRegistered.Document("design.pdf", "a".repeat(64))),
                        methodology == null ? List.of("methodology") : List.of(),
                        List.of(),
                        "listed",
                        NOW));
    }

    public Message status(int code, long number, String from, String to, String reason) {
        return Message.fact(
                MessageType.PROJECT_STATUS_CHANGED,
                project(code),
                number,
                NOW.plusSeconds(number),
                new ProjectStatusChanged(project(code), number, from, to, reason, null, NOW.plusSeconds(number)));
    }

    public Message verified(int code, long number, long quantity) {
        return Message.fact(
                MessageType.VERIFICATION_RECORDED,
                project(code),
                number,
                NOW.plusSeconds(number),
                new VerificationRecorded(
                        project(code),
                        number,
                        UUID.randomUUID(),
                        null,
                        LocalDate.of(2023, 1, 1),
                        LocalDate.of(2023, 12, 31),
                        List.of(new VerificationRecorded.VerifiedVintage(
                                LocalDate.of(2023, 1, 1), LocalDate.of(2023, 12, 31), quantity)),
                        null,
                        List.of("vvb"),
                        List.of(),
                        NOW.plusSeconds(number)));
    }

    public BlockDescription block(int project, String country, long number, int vintage, long quantity) {
        return new BlockDescription(
                program + "-" + number,
                program,
                project(project),
                Integer.toString(project),
                country,
                number,
                LocalDate.of(vintage, 1, 1),
                LocalDate.of(vintage, 12, 31),
                1000,
                quantity);
    }

    public Message issued(BlockDescription block, long buffer) {
        return Message.fact(
                MessageType.CREDITS_ISSUED,
                block.block(),
                1,
                NOW,
                new CreditsIssued(
                        block, 1, UUID.randomUUID(), UUID.randomUUID(), buffer, null, List.of(), List.of(), NOW));
    }

    public Message opened(BlockDescription block, long buffer, SourceRange... sources) {
        List<MovedRange> ranges = new ArrayList<>();
        ranges.add(new MovedRange(1, block.quantity() - buffer, COMMITMENT));
        if (buffer > 0) {
            ranges.add(new MovedRange(block.quantity() - buffer + 1, block.quantity(), COMMITMENT));
        }
        return Message.fact(
                MessageType.BLOCK_OPENED,
                block.block(),
                1,
                ranges.size(),
                NOW,
                new BlockOpened(
                        block,
                        1,
                        ranges,
                        buffer,
                        UUID.randomUUID(),
                        UUID.randomUUID(),
                        1,
                        1,
                        null,
                        List.of(sources),
                        NOW));
    }

    public Message moved(BlockDescription block, long number, long first, long last) {
        return Message.fact(
                MessageType.CREDITS_TRANSFERRED,
                block.block(),
                number,
                NOW,
                new CreditsTransferred(
                        block.block(),
                        number,
                        List.of(new MovedRange(first, last, COMMITMENT)),
                        UUID.randomUUID(),
                        1,
                        1,
                        null,
                        NOW));
    }

    /** The ledger's fact that units were used up, part {@code part} of {@code parts} of its transaction. */
    public Message retired(
            BlockDescription block,
            long number,
            UUID retirement,
            int part,
            int parts,
            LocalDate effective,
            long first,
            long last) {
        return Message.fact(
                MessageType.CREDITS_RETIRED,
                block.block(),
                number,
                NOW,
                new CreditsRetired(
                        block.block(),
                        number,
                        List.of(new MovedRange(first, last, COMMITMENT)),
                        retirement,
                        retirement,
                        part,
                        parts,
                        effective,
                        NOW));
    }

    public Message retired(BlockDescription block, long number, UUID retirement, long first, long last) {
        return retired(block, number, retirement, 1, 1, null, first, last);
    }

    public static RetiredPart part(BlockDescription block, long number, long first, long last) {
        return new RetiredPart(block, number, List.of(new UnitRange(first, last)));
    }

    public static Beneficiary organisation(String name) {
        return new Beneficiary("organisation", name, null, "DE", null, null);
    }

    /** The completion with the next certificate number of the programme. */
    public Message completed(
            UUID retirement, Beneficiary beneficiary, String purpose, LocalDate effective, RetiredPart... parts) {
        long certificate = ++certificates;
        return Message.fact(
                MessageType.RETIREMENT_COMPLETED,
                retirement.toString(),
                1,
                NOW,
                new RetirementCompleted(
                        retirement,
                        1,
                        program,
                        certificate,
                        program + "-R-" + certificate,
                        List.of(parts).stream().mapToLong(RetiredPart::quantity).sum(),
                        1000,
                        List.of(parts),
                        beneficiary,
                        purpose,
                        null,
                        "a reason",
                        "a message",
                        NOW,
                        effective,
                        List.of(),
                        NOW));
    }
}
