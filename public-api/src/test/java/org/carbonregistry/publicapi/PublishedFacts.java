package org.carbonregistry.publicapi;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.message.MessageType;
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
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;

/** Public facts as the other services publish them, gap-free in each stream, sent over the real broker. */
public final class PublishedFacts {

    private static final CloudEvents WIRE = new CloudEvents("/test", "http://127.0.0.1/schemas/");

    private final List<Message> unsent = new ArrayList<>();
    private final Map<String, Long> numbers = new HashMap<>();
    private final Map<String, Long> certificates = new HashMap<>();
    private final Map<String, BlockDescription> blocks = new LinkedHashMap<>();
    private final Map<String, Integer> units = new HashMap<>();
    private Instant now = Instant.parse("2026-02-01T09:00:00Z");

    /** The clock of the facts goes on by a day. */
    public void nextDay() {
        now = now.plusSeconds(86_400);
    }

    public void program(String code, String name, int unitKilograms, String source, ProjectType... types) {
        units.put(code, unitKilograms);
        add(
                MessageType.PROGRAM_REGISTERED,
                "program:" + code,
                1,
                new ProgramChanged(
                        code,
                        1,
                        name,
                        "global",
                        List.of(),
                        unitKilograms,
                        List.of(types),
                        2008,
                        true,
                        "none",
                        0,
                        List.of("methodology", "vvb", "creditingPeriod", "proponent", "document", "location"),
                        source,
                        source == null ? "none" : "open",
                        now));
    }

    /** A project with everything stated. */
    public void project(String program, String code, String name, String country, ProjectType type, String proponent) {
        registered(new ProjectRegistered(
                program + "-" + code,
                1,
                program,
                code,
                name,
                country,
                type.code(),
                type.nature(),
                type.natureBased(),
                proponent,
                "ACM0002",
                "20.0",
                "Verified every year by an accredited body; the reports are public.",
                "-1.7236",
                "36.6769",
                LocalDate.parse("2018-01-01"),
                LocalDate.parse("2027-12-31"),
                120_000L,
                List.of(7, 13),
                List.of(new ProjectRegistered.Document(
                        "Project design document", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")),
                List.of(),
                List.of(),
                "listed",
                now));
        String id = program + "-" + code;
        status(id, "listed", "under-validation", null);
        long number = next(id, 1);
        add(
                MessageType.PROJECT_STATUS_CHANGED,
                id,
                number,
                new ProjectStatusChanged(
                        id,
                        number,
                        "under-validation",
                        "validated",
                        "Validated by Earthood",
                        null,
                        "21.0",
                        LocalDate.parse("2018-01-01"),
                        LocalDate.parse("2027-12-31"),
                        "a".repeat(64),
                        now));
        status(id, "validated", "registered", null);
    }

    /** A project of a ledger that was brought in: much is not stated. */
    public void importedProject(String program, String code, String name, String country, ProjectType type) {
        registered(new ProjectRegistered(
                program + "-" + code,
                1,
                program,
                code,
                name,
                country,
                type.code(),
                type.nature(),
                type.natureBased(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                List.of("methodology", "vvb", "creditingPeriod", "proponent", "document", "location"),
                List.of("country"),
                "registered",
                now));
    }

    private void registered(ProjectRegistered project) {
        add(MessageType.PROJECT_REGISTERED, project.project(), next(project.project(), 1), project);
    }

    private void status(String project, String from, String to, String reason) {
        long number = next(project, 1);
        add(
                MessageType.PROJECT_STATUS_CHANGED,
                project,
                number,
                new ProjectStatusChanged(project, number, from, to, reason, null, now));
    }

    /** Opens a block and records the verification behind it; returns the block. */
    public BlockDescription block(
            String program,
            String project,
            String country,
            long number,
            String start,
            String end,
            long quantity,
            long buffer,
            LocalDate effective,
            SourceRange... sources) {
        BlockDescription d = new BlockDescription(
                program + "-" + number,
                program,
                program + "-" + project,
                project,
                country,
                number,
                LocalDate.parse(start),
                LocalDate.parse(end),
                units.get(program),
                quantity);
        blocks.put(d.block(), d);
        long verified = next(d.project(), 1);
        add(
                MessageType.VERIFICATION_RECORDED,
                d.project(),
                verified,
                new VerificationRecorded(
                        d.project(),
                        verified,
                        UUID.randomUUID(),
                        null,
                        d.vintageStart(),
                        d.vintageEnd(),
                        List.of(new VerificationRecorded.VerifiedVintage(d.vintageStart(), d.vintageEnd(), quantity)),
                        null,
                        List.of("vvb"),
                        sources.length == 0 ? List.of() : List.of("periodStart"),
                        now));
        List<MovedRange> ranges = new ArrayList<>();
        ranges.add(new MovedRange(1, quantity - buffer, "c"));
        if (buffer > 0) {
            ranges.add(new MovedRange(quantity - buffer + 1, quantity, "c"));
        }
        next("ledger:" + d.block(), ranges.size());
        UUID id = UUID.randomUUID();
        unsent.add(Message.fact(
                MessageType.BLOCK_OPENED,
                d.block(),
                1,
                ranges.size(),
                now,
                new BlockOpened(d, 1, ranges, buffer, id, id, 1, 1, effective, List.of(sources), now)));
        return d;
    }

    public void move(String block, long first, long last) {
        long number = next("ledger:" + block, 1);
        add(
                MessageType.CREDITS_TRANSFERRED,
                block,
                number,
                new CreditsTransferred(
                        block, number, List.of(new MovedRange(first, last, "c")), UUID.randomUUID(), 1, 1, null, now));
    }

    /** Units of a block to be retired. */
    public record Part(String block, long first, long last) {}

    /** Retires units and completes the retirement; returns the certificate number. */
    public String retire(Beneficiary beneficiary, String purpose, LocalDate effective, String message, Part... parts) {
        UUID id = UUID.randomUUID();
        List<RetiredPart> retired = ledger(id, effective, parts);
        String program = blocks.get(parts[0].block()).program();
        long certificate = certificates.merge(program, 1L, Long::sum);
        String number = program + "-R-" + certificate;
        add(
                MessageType.RETIREMENT_COMPLETED,
                id.toString(),
                1,
                new RetirementCompleted(
                        id,
                        1,
                        program,
                        certificate,
                        number,
                        retired.stream().mapToLong(RetiredPart::quantity).sum(),
                        units.get(program),
                        retired,
                        beneficiary,
                        purpose,
                        null,
                        null,
                        message,
                        now,
                        effective,
                        "not-stated".equals(purpose) ? List.of("purpose", "retiredOrCancelled") : List.of(),
                        now));
        return number;
    }

    /** Retires units in the ledger alone: the certificate stays pending. */
    public void retireWithoutCertificate(Part... parts) {
        ledger(UUID.randomUUID(), null, parts);
    }

    private List<RetiredPart> ledger(UUID retirement, LocalDate effective, Part... parts) {
        UUID transaction = UUID.randomUUID();
        List<RetiredPart> retired = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            Part p = parts[i];
            long number = next("ledger:" + p.block(), 1);
            add(
                    MessageType.CREDITS_RETIRED,
                    p.block(),
                    number,
                    new CreditsRetired(
                            p.block(),
                            number,
                            List.of(new MovedRange(p.first(), p.last(), "c")),
                            retirement,
                            transaction,
                            i + 1,
                            parts.length,
                            effective,
                            now));
            retired.add(new RetiredPart(blocks.get(p.block()), number, List.of(new UnitRange(p.first(), p.last()))));
        }
        return retired;
    }

    /** How many certificates each programme has. */
    public Map<String, Long> certificates() {
        return Map.copyOf(certificates);
    }

    /** How many movements each block has. */
    public Map<String, Long> blocks() {
        return blocks.keySet().stream()
                .collect(Collectors.toMap(block -> block, block -> numbers.get("ledger:" + block)));
    }

    /** How many facts each project has. */
    public Map<String, Long> projects() {
        return numbers.entrySet().stream()
                .filter(stream -> !stream.getKey().startsWith("ledger:"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private long next(String stream, int count) {
        return numbers.merge(stream, (long) count, Long::sum) - count + 1;
    }

    private void add(MessageType type, String stream, long number, Record content) {
        unsent.add(Message.fact(type, stream, number, now, content));
    }

    /** Sends everything that was not sent yet, in order. */
    public void send() {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", RegistryEnvironment.broker().bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            unsent.forEach(message -> producer.send(WIRE.write(message)));
            producer.flush();
        }
        unsent.clear();
    }
}
