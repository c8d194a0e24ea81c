package org.carbonregistry.events.wire;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.carbonregistry.events.message.MessageType;

/**
 * The CloudEvents 1.0.2 Kafka binding, binary mode: the value is the JSON data, the attributes are {@code ce_} headers.
 *
 * <p>Facts carry {@code ce_sequence} (20 digits) and, when they take up more than one number of their stream, the extension
 * {@code ce_sequenceend}; {@code ce_subject} is the stream.
 */
public final class CloudEvents {

    private static final byte[] SPEC_VERSION = ascii("1.0");
    private static final byte[] CONTENT_TYPE = ascii("application/json");

    private static final String ZEROS = "0".repeat(20);

    private final String source;
    private final String schemaBase;

    /**
     * @param source {@code ce_source}: the path of the service, for example {@code /account-service}
     * @param schemaBase address under which the JSON Schemas are served, ending in a slash
     */
    public CloudEvents(String source, String schemaBase) {
        this.source = source;
        this.schemaBase = schemaBase;
    }

    public ProducerRecord<String, byte[]> write(Message message) {
        String typeName = message.type().typeName();
        List<Header> headers = new ArrayList<>(12);
        headers.add(new RecordHeader("content-type", CONTENT_TYPE));
        headers.add(new RecordHeader("ce_specversion", SPEC_VERSION));
        add(headers, "ce_id", message.id().toString());
        add(headers, "ce_type", typeName);
        add(headers, "ce_source", source);
        add(headers, "ce_subject", message.isFact() ? message.stream() : message.key());
        add(headers, "ce_time", message.time().toString());
        add(headers, "ce_dataschema", schemaBase + typeName + ".json");
        if (message.isFact()) {
            add(headers, "ce_sequence", padded(message.number()));
            if (message.lastNumber() != message.number()) {
                add(headers, "ce_sequenceend", padded(message.lastNumber()));
            }
        }
        if (message.traceparent() != null) {
            add(headers, "traceparent", message.traceparent());
        }
        return new ProducerRecord<>(message.type().topic().topicName(), null, message.key(), message.data(), headers);
    }

    /**
     * Reads the envelope. The data is taken as it is: {@link Message#content} reads it and fails when it does not fit the type.
     *
     * @throws IllegalArgumentException naming what is missing or wrong; an unknown type, a type on another's topic and a message
     *     that is too large are failures, too
     */
    public static Message read(ConsumerRecord<String, byte[]> kafka) {
        Map<String, byte[]> headers = new HashMap<>(24);
        kafka.headers().forEach(header -> headers.put(header.key(), header.value()));
        if (!"1.0".equals(required(headers, "ce_specversion"))) {
            throw new IllegalArgumentException("ce_specversion is not 1.0");
        }
        String typeName = required(headers, "ce_type");
        MessageType type = MessageType.named(typeName)
                .orElseThrow(() -> new IllegalArgumentException("unknown ce_type " + typeName));
        if (!type.topic().topicName().equals(kafka.topic())) {
            throw new IllegalArgumentException(typeName + " does not belong on " + kafka.topic());
        }
        if (kafka.key() == null || kafka.value() == null) {
            throw new IllegalArgumentException("the record has no key or no value");
        }
        String sequence = optional(headers, "ce_sequence");
        String sequenceEnd = optional(headers, "ce_sequenceend");
        try {
            long number = sequence == null ? 0 : Long.parseLong(sequence);
            return new Message(
                    UUID.fromString(required(headers, "ce_id")),
                    type,
                    kafka.key(),
                    sequence == null ? null : required(headers, "ce_subject"),
                    number,
                    sequenceEnd == null ? number : Long.parseLong(sequenceEnd),
                    Instant.parse(required(headers, "ce_time")),
                    kafka.value(),
                    optional(headers, "traceparent"));
        } catch (NumberFormatException | DateTimeParseException e) {
            throw new IllegalArgumentException("a ce_ header cannot be read: " + e.getMessage(), e);
        }
    }

    /** The type that a record says it has, where it is a known one. */
    public static Optional<MessageType> type(ConsumerRecord<String, byte[]> kafka) {
        String typeName = optional(kafka.headers(), "ce_type");
        return typeName == null ? Optional.empty() : MessageType.named(typeName);
    }

    /** The stream that a record says it belongs to, or null; of a record that may be unreadable otherwise. */
    public static String stream(ConsumerRecord<String, byte[]> kafka) {
        return number(kafka) == null ? null : optional(kafka.headers(), "ce_subject");
    }

    /** The number in its stream that a record says it has, or null; of a record that may be unreadable otherwise. */
    public static Long number(ConsumerRecord<String, byte[]> kafka) {
        String sequence = optional(kafka.headers(), "ce_sequence");
        return sequence != null && sequence.matches("[0-9]{1,20}") && new BigInteger(sequence).bitLength() < 64
                ? Long.valueOf(sequence)
                : null;
    }

    private static String required(Map<String, byte[]> headers, String name) {
        String value = optional(headers, name);
        if (value == null) {
            throw new IllegalArgumentException("header " + name + " is missing");
        }
        return value;
    }

    private static String optional(Map<String, byte[]> headers, String name) {
        return text(headers.get(name));
    }

    private static String optional(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : text(header.value());
    }

    private static String text(byte[] value) {
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /** Twenty digits, so that the order of the texts is that of the numbers. */
    private static String padded(long number) {
        String digits = Long.toString(number);
        return ZEROS.substring(digits.length()) + digits;
    }

    private static void add(List<Header> headers, String name, String value) {
        headers.add(new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8)));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
