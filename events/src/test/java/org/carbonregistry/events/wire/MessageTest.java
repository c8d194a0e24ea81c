package org.carbonregistry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.events.message.MessageType;
import org.junit.jupiter.api.Test;

class MessageTest {

    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void theLargestMessageIsBuiltAndOneByteMoreIsNot() {
        int most = Message.MOST_BYTES - 3;
        assertEquals(most, command(new byte[most], null).data().length);
        MessageTooLarge tooLarge = assertThrows(MessageTooLarge.class, () -> command(new byte[most + 1], null));
        assertEquals(Message.MOST_BYTES + 1, tooLarge.bytes());
    }

    @Test
    void aMessageIsSmallerThanTheTopicsTakeByRoomForItsEnvelope() {
        assertTrue(Message.MOST_BYTES <= Topic.MOST_RECORD_BYTES - 32 * 1024);
    }

    @Test
    void anEffectGoesOnInTheTraceOfItsCause() {
        Message effect = command(new byte[0], null);
        assertEquals(TRACE, effect.inTrace(TRACE).traceparent());
        assertEquals(effect.id(), effect.inTrace(TRACE).id());
    }

    private static Message command(byte[] data, String trace) {
        return new Message(UUID.randomUUID(), MessageType.FACT_HEADS, "k", null, 0, 0, Instant.now(), data, trace);
    }
}
