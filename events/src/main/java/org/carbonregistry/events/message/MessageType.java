package org.carbonregistry.events.message;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carbonregistry.events.wire.Topic;

/**
 * Every type of message, by its literal name. A released name never changes; what changes its meaning is a new type beside
 * the old one.
 */
public enum MessageType {
    PROGRAM_REGISTERED("registry.program.registered.v1", Topic.PROJECTS, ProgramChanged.class),
    PROGRAM_CHANGED("registry.program.changed.v1", Topic.PROJECTS, ProgramChanged.class),
    METHODOLOGY_CHANGED("registry.methodology.changed.v1", Topic.PROJECTS, MethodologyChanged.class),
    VVB_CHANGED("registry.vvb.changed.v1", Topic.PROJECTS, VvbChanged.class),
    PROJECT_REGISTERED("registry.project.registered.v1", Topic.PROJECTS, ProjectRegistered.class),
    PROJECT_STATUS_CHANGED("registry.project.status-changed.v1", Topic.PROJECTS, ProjectStatusChanged.class),
    VERIFICATION_RECORDED("registry.project.verified.v1", Topic.PROJECTS, VerificationRecorded.class),
    CREDITS_ISSUED("registry.credits.issued.v1", Topic.CREDITS, CreditsIssued.class),
    BLOCK_ORDERED("registry.block.ordered.v1", Topic.BLOCK_ORDERS, BlockOrdered.class),
    BLOCK_OPENED("registry.block.opened.v1", Topic.LEDGER, BlockOpened.class),
    CREDITS_TRANSFERRED("registry.credits.transferred.v1", Topic.LEDGER, CreditsTransferred.class),
    CREDITS_RETIRED("registry.credits.retired.v1", Topic.LEDGER, CreditsRetired.class),
    ORGANISATION_REGISTERED("registry.organisation.registered.v1", Topic.ACCOUNTS, OrganisationRegistered.class),
    ACCOUNT_OPENED("registry.account.opened.v1", Topic.ACCOUNTS, AccountChanged.class),
    ACCOUNT_CHANGED("registry.account.changed.v1", Topic.ACCOUNTS, AccountChanged.class),
    HOLD_PLACED("registry.hold.placed.v1", Topic.HOLDS, HoldChanged.class),
    HOLD_SETTLED("registry.hold.settled.v1", Topic.HOLDS, HoldChanged.class),
    HOLD_RELEASED("registry.hold.released.v1", Topic.HOLDS, HoldChanged.class),
    HOLD_EXPIRED("registry.hold.expired.v1", Topic.HOLDS, HoldChanged.class),
    RETIREMENT_ORDERED("registry.retirement.ordered.v1", Topic.RETIREMENT_ORDERS, RetirementOrdered.class),
    RETIREMENT_EXECUTED("registry.retirement.executed.v1", Topic.ORDER_OUTCOMES, RetirementExecuted.class),
    RETIREMENT_REFUSED("registry.retirement.refused.v1", Topic.ORDER_OUTCOMES, RetirementRefused.class),
    RETIREMENT_COMPLETED("registry.retirement.completed.v1", Topic.RETIREMENTS, RetirementCompleted.class),
    FACT_HEADS("registry.facts.heads.v1", Topic.HEADS, FactHeads.class),
    FACTS_REQUESTED("registry.facts.requested.v1", Topic.FACT_REQUESTS, FactsRequested.class);

    private static final Map<String, MessageType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(MessageType::typeName, Function.identity()));

    private final String typeName;
    private final Topic topic;
    private final Class<? extends Record> content;

    MessageType(String typeName, Topic topic, Class<? extends Record> content) {
        this.typeName = typeName;
        this.topic = topic;
        this.content = content;
    }

    /** The name on the wire ({@code ce_type}). */
    public String typeName() {
        return typeName;
    }

    /** The topic it is published on. */
    public Topic topic() {
        return topic;
    }

    /** The record its data is read into. */
    public Class<? extends Record> content() {
        return content;
    }

    public static Optional<MessageType> named(String typeName) {
        return Optional.ofNullable(BY_NAME.get(typeName));
    }
}
