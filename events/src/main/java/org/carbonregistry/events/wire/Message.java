package org.carbonregistry.events.wire;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.carbonregistry.events.message.MessageType;

/**
 * One message with its envelope, as it lies in the outbox and goes over Kafka.
 *
 * <p>A <b>fact</b> belongs to a stream (a block, a project, an account, …) and carries the gap-free numbers it takes up in
 * it: {@code number} to {@code lastNumber}. A command or an outcome has no stream; its number is 0.
 *
 * <p>No message is larger than {@link #MOST_BYTES}: whoever would say more fails with {@link MessageTooLarge} before anything is
 * written, and its transaction with it.
 *
 * @param id unique; the same when the message is published again
 * @param type literal type name and topic
 * @param key Kafka key: everything that must stay in order has the same one
 * @param stream what the fact is about (block, project, …), or null for a command or outcome
 * @param number first number in the stream, from 1, or 0
 * @param lastNumber last number in the stream the message takes up; most take up one
 * @param time when it was recorded, in microseconds
 * @param data the exact bytes of the JSON
 * @param traceparent W3C trace context of its cause, or null
 */
public record Message(
        UUID id,
        MessageType type,
        String key,
        String stream,
        long number,
        long lastNumber,
        Instant time,
        byte[] data,
        String traceparent) {

    /** The most that data, key and stream take up together; the rest of a record is room for the envelope. */
    public static final int MOST_BYTES = Topic.MOST_RECORD_BYTES - 64 * 1024;

    public Message {
        if (id == null || type == null || key == null || time == null || data == null) {
            throw new IllegalArgumentException("a message has id, type, key, time and data");
        }
        if (stream == null ? number != 0 || lastNumber != 0 : number < 1 || lastNumber < number) {
            throw new IllegalArgumentException(
                    "numbers " + number + ".." + lastNumber + " do not fit stream " + stream);
        }
        // A char takes up at most three bytes in UTF-8.
        long bytes = data.length + 3L * key.length() + (stream == null ? 0 : 3L * stream.length());
        if (bytes > MOST_BYTES) {
            throw new MessageTooLarge(type, key, bytes);
        }
        time = time.truncatedTo(ChronoUnit.MICROS);
    }

    /** A fact that takes up one number of its stream; its key is the stream. */
    public static Message fact(MessageType type, String stream, long number, Instant time, Record content) {
        return fact(type, stream, number, number, time, content);
    }

    /** A fact that takes up the numbers {@code number} to {@code lastNumber} of its stream; its key is the stream. */
    public static Message fact(
            MessageType type, String stream, long number, long lastNumber, Instant time, Record content) {
        return new Message(
                UUID.randomUUID(),
                type,
                stream,
                stream,
                number,
                lastNumber,
                time,
                write(type, content),
                Trace.current());
    }

    /** A command or an outcome: applied once by the id it carries inside, re-sent when nothing comes of it. */
    public static Message command(MessageType type, String key, Instant time, Record content) {
        return new Message(UUID.randomUUID(), type, key, null, 0, 0, time, write(type, content), Trace.current());
    }

    private static byte[] write(MessageType type, Record content) {
        if (!type.content().isInstance(content)) {
            throw new IllegalArgumentException(
                    type.typeName() + " carries a " + type.content().getSimpleName() + ", not a " + content);
        }
        return Json.write(content);
    }

    /** The same message in a trace. */
    public Message inTrace(String trace) {
        return new Message(id, type, key, stream, number, lastNumber, time, data, trace);
    }

    public boolean isFact() {
        return stream != null;
    }

    /** The content, read from the data. The type must be the one asked for. */
    public <T extends Record> T content(Class<T> as) {
        return Json.read(data, as);
    }

    @Override
    public String toString() {
        return type.typeName() + " " + (isFact() ? stream + "#" + number : key) + " " + id;
    }
}
