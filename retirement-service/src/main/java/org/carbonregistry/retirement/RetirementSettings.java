package org.carbonregistry.retirement;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What can be set in this service. */
@ConfigMapping(prefix = "registry.retirement")
public interface RetirementSettings {

    /** How long an order waits for its outcome before it is sent again; doubles with every time. */
    @WithDefault("10S")
    Duration resendAfter();

    /** The longest time between two sendings of one order. */
    @WithDefault("10M")
    Duration resendAtLeastEvery();

    /** How often lost orders are looked for. */
    @WithDefault("1S")
    Duration resendLookEvery();

    /** How long a retirement waits for a second representative where one is needed. */
    @WithDefault("P14D")
    Duration approvalStands();

    /** The most seconds a client may wait for an outcome ({@code Prefer: wait}). */
    @WithDefault("30")
    int longestWait();

    /** How many lines of a batch are stored in one transaction at most. */
    @WithDefault("1000")
    int batchChunkLines();

    /** How many bytes of a batch are held in memory, read but not stored yet, before the client has to wait. */
    @WithDefault("1048576")
    int batchBufferBytes();

    /** The longest line of a batch in bytes. */
    @WithDefault("65536")
    int batchLineBytes();
}
