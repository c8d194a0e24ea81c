package org.carbonregistry.events.outbox;

import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnsupportedForMessageFormatException;

/** Tells a message that the broker will never take from one that it will take later (it is away, the topic is not there). */
final class PermanentRefusal {

    private static final List<Class<? extends Throwable>> FOR_EVER = List.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTopicException.class,
            SerializationException.class,
            UnsupportedForMessageFormatException.class);

    private PermanentRefusal() {}

    /** Whether sending the same record again can only fail again. */
    static boolean is(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            Throwable cause = t;
            if (FOR_EVER.stream().anyMatch(type -> type.isInstance(cause))) {
                return true;
            }
        }
        return false;
    }

    /** A sentence for the operator. */
    static String reason(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = last.getClass().getSimpleName() + ": " + last.getMessage();
        return text.length() > 2000 ? text.substring(0, 2000) : text;
    }
}
