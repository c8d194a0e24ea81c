package org.carbonregistry.events.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.FactsRequested;
import org.carbonregistry.events.message.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");
    private final CloudEvents cloudEvents = new CloudEvents("/account-service", "http://127.0.0.1:8080/schemas/");

    @Test
    void aFactComesOutAsItWentIn() {
        AccountChanged content = new AccountChanged("A1001", 3, "acme-air", "trading", null, "Trading", "open", TIME);
        Message fact = Message.fact(MessageType.ACCOUNT_CHANGED, "A1001", 3, 5, TIME, content);
        Message read = CloudEvents.read(received(cloudEvents.write(fact)));
        assertEquals(fact.id(), read.id());
        assertEquals(fact.stream(), read.stream());
        assertEquals(3, read.number());
        assertEquals(5, read.lastNumber());
        assertEquals(TIME, read.time());
        assertArrayEquals(fact.data(), read.data());
        assertEquals(content, read.content(AccountChanged.class));
    }

    @Test
    void theEnvelopeIsCloudEventsInBinaryMode() {
        Message fact = Message.fact(
                MessageType.ACCOUNT_CHANGED,
                "A1001",
                3,
                TIME,
                new AccountChanged("A1001", 3, "acme-air", "trading", null, "Trading", "open", TIME));
        ProducerRecord<String, byte[]> record = cloudEvents.write(fact);
        assertEquals("registry.accounts", record.topic());
        assertEquals("A1001", record.key());
        assertEquals("1.0", header(record, "ce_specversion"));
        assertEquals("registry.account.changed.v1", header(record, "ce_type"));
        assertEquals("/account-service", header(record, "ce_source"));
        assertEquals("A1001", header(record, "ce_subject"));
        assertEquals("00000000000000000003", header(record, "ce_sequence"));
        assertEquals("application/json", header(record, "content-type"));
        assertEquals("http://127.0.0.1:8080/schemas/registry.account.changed.v1.json", header(record, "ce_dataschema"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ce_specversion", "ce_id", "ce_type", "ce_time"})
    void anEnvelopeWithoutARequiredAttributeIsRefused(String missing) {
        ProducerRecord<String, byte[]> record = cloudEvents.write(Message.command(
                MessageType.FACTS_REQUESTED, "k", TIME, new FactsRequested("registry.ledger", "CCR-1", 1, "x", TIME)));
        record.headers().remove(missing);
        assertThrows(IllegalArgumentException.class, () -> CloudEvents.read(received(record)));
    }

    @Test
    void anUnknownTypeIsAFailure() {
        ProducerRecord<String, byte[]> record = cloudEvents.write(Message.command(
                MessageType.FACTS_REQUESTED, "k", TIME, new FactsRequested("registry.ledger", "CCR-1", 1, "x", TIME)));
        record.headers().remove("ce_type").add("ce_type", "registry.facts.requested.v9".getBytes());
        assertThrows(IllegalArgumentException.class, () -> CloudEvents.read(received(record)));
    }

    @Test
    void numbersMustFitTheStream() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Message(
                        UUID.randomUUID(), MessageType.ACCOUNT_CHANGED, "k", null, 1, 1, TIME, new byte[0], null));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Message(
                        UUID.randomUUID(), MessageType.ACCOUNT_CHANGED, "k", "s", 2, 1, TIME, new byte[0], null));
    }

    private static String header(ProducerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value());
    }

    private static ConsumerRecord<String, byte[]> received(ProducerRecord<String, byte[]> sent) {
        return new ConsumerRecord<>(
                sent.topic(),
                0,
                0,
                0,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty());
    }
}
