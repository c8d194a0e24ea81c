package org.carbonregistry.events.wire;

import org.carbonregistry.events.message.MessageType;

/** More is to be said in one message than a topic takes. Nothing was written; said in smaller parts it can succeed. */
public final class MessageTooLarge extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final long bytes;

    MessageTooLarge(MessageType type, String key, long bytes) {
        super(type.typeName() + " for " + key + " would take up " + bytes + " bytes, and " + Message.MOST_BYTES
                + " are the most");
        this.bytes = bytes;
    }

    /** How many it would have taken up. */
    public long bytes() {
        return bytes;
    }
}
