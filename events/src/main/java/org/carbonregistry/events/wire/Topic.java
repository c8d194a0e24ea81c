package org.carbonregistry.events.wire;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every topic of the registry. Public topics may be read by partners; private ones never leave the house. Topics of facts are
 * kept for ever; what is on the others is sent again by whoever waits for an answer, within seconds, and kept for days.
 */
public enum Topic {
    /** Programmes, methodologies, validation and verification bodies, projects. Key: the thing's public name. */
    PROJECTS("registry.projects", true, 4, null),
    /** Decisions of issuance-service that credits come into being. Key: block. */
    CREDITS("registry.credits", true, 4, null),
    /** Every public fact about credits from their opening on. Key: block. */
    LEDGER("registry.ledger", true, 8, null),
    /** Completed retirements. Key: retirement. */
    RETIREMENTS("registry.retirements", true, 8, null),
    /** Organisations and accounts. Key: organisation or account. */
    ACCOUNTS("registry.accounts", false, 4, null),
    /** Units kept for settlement agents: placed, settled, released, expired. Key: hold. */
    HOLDS("registry.holds", false, 4, null),
    /** Orders of issuance-service to open a block in the ledger. Key: block. */
    BLOCK_ORDERS("registry.block-orders", false, 4, Duration.ofDays(30)),
    /** Orders to retire. Key: account. */
    RETIREMENT_ORDERS("registry.retirement-orders", false, 8, Duration.ofDays(30)),
    /** What became of an order. Key: order. */
    ORDER_OUTCOMES("registry.order-outcomes", false, 8, Duration.ofDays(30)),
    /** How far each stream of facts goes: who is behind asks for the rest. Key: service. */
    HEADS("registry.heads", false, 1, Duration.ofDays(7)),
    /** Requests to publish facts again. Key: stream. */
    FACT_REQUESTS("registry.fact-requests", false, 1, Duration.ofDays(7)),
    /** What could not be read or applied, with the reason. Key: the key of the bad message. */
    DEAD_LETTERS("registry.dead-letters", false, 1, Duration.ofDays(30));

    /** {@code max.message.bytes} of every topic: the most one record may take up, with its key and headers. */
    public static final int MOST_RECORD_BYTES = 8 * 1024 * 1024;

    private final String topicName;
    private final boolean isPublic;
    private final int partitions;
    private final Duration keptFor;

    Topic(String topicName, boolean isPublic, int partitions, Duration keptFor) {
        this.topicName = topicName;
        this.isPublic = isPublic;
        this.partitions = partitions;
        this.keptFor = keptFor;
    }

    public String topicName() {
        return topicName;
    }

    public boolean isPublic() {
        return isPublic;
    }

    /** Partitions on one machine; production takes a multiple of it. */
    public int partitions() {
        return partitions;
    }

    /** How long a record is kept at least ({@code retention.ms}); nothing means for ever. */
    public Optional<Duration> keptFor() {
        return Optional.ofNullable(keptFor);
    }

    public static Optional<Topic> named(String topicName) {
        return Arrays.stream(values())
                .filter(t -> t.topicName.equals(topicName))
                .findFirst();
    }
}
