package org.carbonregistry.events.outbox;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.carbonregistry.deploy.embedded.ChildProcess;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.wire.CloudEvents;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes with a relay each over one database, and signals of the operating system to the active one. */
class RelayTakeoverIT {

    private static final String DATABASE = "relays";
    private static final int STREAMS = 7;
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(7);

    private final String run = UUID.randomUUID().toString();
    private final Map<String, Long> written = new HashMap<>();
    private Connection database;
    private ChildProcess first;
    private ChildProcess second;

    @BeforeEach
    void twoRelaysOverOneDatabase() throws Exception {
        RegistryEnvironment.broker().createTopics(Map.of("registry.accounts", 4));
        try (Connection server = DriverManager.getConnection(
                        RegistryEnvironment.postgres().superuserUrl("postgres"));
                Statement statement = server.createStatement()) {
            statement.execute("drop database if exists " + DATABASE + " with (force)");
            statement.execute("create database " + DATABASE);
        }
        database = DriverManager.getConnection(RegistryEnvironment.postgres().superuserUrl(DATABASE));
        try (Statement statement = database.createStatement()) {
            statement.execute(migration());
        }
        first = relay("relay-1");
        await().atMost(Duration.ofSeconds(60)).until(() -> holder() != null);
        second = relay("relay-2");
    }

    @AfterEach
    void end() throws Exception {
        for (ChildProcess process : new ChildProcess[] {first, second}) {
            if (process != null) {
                process.kill();
            }
        }
        if (database != null) {
            database.close();
        }
    }

    @Test
    void anActiveRelayThatWasStoppedAndWokenUpDoesNoHarm() throws Exception {
        stopAndWake(LEASE_AND_MORE);
    }

    @Test
    @Tag("nightly")
    void anActiveRelayThatWasStoppedForAMinuteAndWokenUpDoesNoHarm() throws Exception {
        stopAndWake(Duration.ofMinutes(1));
    }

    @Test
    @Tag("nightly")
    void anActiveRelayThatWasKilledIsFollowedByTheOther() throws Exception {
        String before = holder();
        write(500);
        first.kill();
        write(500);
        awaitAllSent();
        assertTrue(!before.equals(holder()), "the other relay leads");
        everyStreamIsWholeAndInOrder();
    }

    private void stopAndWake(Duration stopped) throws Exception {
        String before = holder();
        write(500);
        signal("STOP", first);
        long since = System.nanoTime();
        write(500);
        await().atMost(Duration.ofSeconds(60)).until(() -> holder() != null && !before.equals(holder()));
        awaitAllSent();
        await().atMost(stopped.plusSeconds(5)).until(() -> {
            write(1);
            return System.nanoTime() - since > stopped.toNanos();
        });
        signal("CONT", first);
        write(500);
        awaitAllSent();
        first.requireAlive();
        second.requireAlive();
        everyStreamIsWholeAndInOrder();
    }

    /** For each stream: every number is there, first seen in order, and a repeat is the same message byte for byte. */
    private void everyStreamIsWholeAndInOrder() {
        Map<String, Long> seen = new HashMap<>();
        Map<String, Message> messages = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            consumer.subscribe(List.of(Topic.ACCOUNTS.topicName()));
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (record.key() != null && record.key().startsWith(run)) {
                        see(CloudEvents.read(record), seen, messages);
                    }
                }
                return seen.equals(written);
            });
        }
    }

    private static void see(Message message, Map<String, Long> seen, Map<String, Message> messages) {
        Message earlier = messages.putIfAbsent(message.stream() + "#" + message.number(), message);
        if (earlier == null) {
            assertEquals(seen.getOrDefault(message.stream(), 0L) + 1, message.number(), message.stream());
            seen.put(message.stream(), message.number());
        } else {
            assertEquals(earlier.id(), message.id());
            assertArrayEquals(earlier.data(), message.data());
        }
    }

    private void write(int messages) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "insert into outbox (type, key, stream, number, last_number, message_id, time, data)"
                        + " values (?, ?, ?, ?, ?, ?, now(), ?)")) {
            for (int i = 0; i < messages; i++) {
                String stream = run + "-" + i % STREAMS;
                long number = written.merge(stream, 1L, Long::sum);
                insert.setString(1, MessageType.ACCOUNT_CHANGED.typeName());
                insert.setString(2, stream);
                insert.setString(3, stream);
                insert.setLong(4, number);
                insert.setLong(5, number);
                insert.setObject(6, UUID.randomUUID());
                insert.setBytes(7, ("{\"number\":" + number + "}").getBytes(StandardCharsets.UTF_8));
                insert.executeUpdate();
            }
        }
    }

    private void awaitAllSent() {
        await().atMost(Duration.ofSeconds(60)).until(() -> "0".equals(text("select count(*) from outbox")));
    }

    private String holder() throws SQLException {
        return text("select holder from relay_lease where until > clock_timestamp()");
    }

    private String text(String query) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    private static ChildProcess relay(String name) {
        String uri = "postgresql://postgres:postgres@127.0.0.1:"
                + RegistryEnvironment.postgres().port() + "/" + DATABASE;
        return ChildProcess.java(
                name,
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RelayProcess.class.getName(),
                        uri,
                        RegistryEnvironment.broker().bootstrapServers()),
                Map.of(),
                Path.of("target", "relays", name + ".log"));
    }

    private static void signal(String signal, ChildProcess process) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, code, "kill -" + signal);
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        RegistryEnvironment.broker().bootstrapServers(),
                        "group.id",
                        "relays-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private static String migration() throws IOException {
        try (InputStream sql =
                RelayTakeoverIT.class.getResourceAsStream("/db/messaging/V0_1__create_outbox_and_inbox.sql")) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8).replace("${service_role}", "account");
        }
    }
}
