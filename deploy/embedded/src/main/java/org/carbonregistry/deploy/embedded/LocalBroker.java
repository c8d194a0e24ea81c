package org.carbonregistry.deploy.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** One Apache Kafka broker (KRaft, combined mode) on 127.0.0.1, in a process of its own, its data in a folder. */
public final class LocalBroker implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(90);
    private static final int LARGEST_RECORD = 8 * 1024 * 1024;

    private final Path dataFolder;
    private final int port;
    private final int controllerPort;
    private ChildProcess process;

    private LocalBroker(Path dataFolder, int port, int controllerPort) {
        this.dataFolder = dataFolder;
        this.port = port;
        this.controllerPort = controllerPort;
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param dataFolder created when it is missing; the log lies beside it
     * @param port 0 for any free one; the controller takes the next one, or any free one
     */
    public static LocalBroker start(Path dataFolder, int port) {
        int own = port == 0 ? FreePort.find() : port;
        int controller = port == 0 ? FreePort.find() : port + 1;
        LocalBroker broker = new LocalBroker(dataFolder.toAbsolutePath().normalize(), own, controller);
        broker.restart();
        return broker;
    }

    /** Starts it again on the same folder and port, after {@link #kill()} or {@link #close()}. */
    public void restart() {
        launch();
        awaitReady();
    }

    /** What clients are configured with. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Its port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** The process it runs in. */
    public ChildProcess process() {
        return process;
    }

    /** SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Stops it; the data stays. */
    @Override
    public void close() {
        process.close();
    }

    /**
     * Creates the topics that are missing, kept for ever.
     *
     * @param partitionsByName the number of partitions for each name
     */
    public void createTopics(Map<String, Integer> partitionsByName) {
        createTopics(
                bootstrapServers(),
                partitionsByName.entrySet().stream()
                        .map(topic -> new TopicLine(topic.getKey(), topic.getValue(), Optional.empty()))
                        .toList());
    }

    /** Creates the topics that are missing on any broker, which decides how many copies it keeps. */
    public static void createTopics(String bootstrapServers, List<TopicLine> lines) {
        List<NewTopic> topics = lines.stream()
                .map(line -> new NewTopic(line.name(), Optional.of(line.partitions()), Optional.<Short>empty())
                        .configs(Map.of(
                                "retention.ms",
                                line.keptFor()
                                        .map(Duration::toMillis)
                                        .orElse(-1L)
                                        .toString(),
                                "retention.bytes",
                                "-1",
                                "cleanup.policy",
                                "delete",
                                "max.message.bytes",
                                Integer.toString(LARGEST_RECORD))))
                .toList();
        try (Admin admin = admin(bootstrapServers)) {
            for (var created : admin.createTopics(topics).values().values()) {
                ignoreExisting(created);
            }
        }
    }

    private static void ignoreExisting(org.apache.kafka.common.KafkaFuture<Void> created) {
        try {
            created.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IllegalStateException("Could not create a topic", e.getCause());
            }
        } catch (TimeoutException | InterruptedException e) {
            throw new IllegalStateException("Could not create a topic", e);
        }
    }

    private void launch() {
        List<String> arguments = new ArrayList<>(ParentProcess.argument());
        arguments.addAll(List.of(
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                ProjectFolder.processClassPath(),
                BrokerMain.class.getName(),
                writeProperties().toString()));
        process = ChildProcess.java("Kafka", arguments, Map.of(), dataFolder.resolveSibling("kafka.log"));
    }

    private void awaitReady() {
        Instant deadline = Instant.now().plus(STARTUP);
        try (Admin admin = admin(bootstrapServers())) {
            while (true) {
                process.requireAlive();
                try {
                    admin.describeCluster().clusterId().get(2, TimeUnit.SECONDS);
                    return;
                } catch (ExecutionException | TimeoutException notYet) {
                    if (Instant.now().isAfter(deadline)) {
                        throw new IllegalStateException(
                                "Kafka is not ready after " + STARTUP + ", see " + process.log());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Kafka was starting", e);
        }
    }

    // The client loads its parts with the thread's class loader, which in a test of Quarkus knows other copies of them.
    private static Admin admin(String bootstrapServers) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(Admin.class.getClassLoader());
        try {
            return Admin.create(Map.of(
                    AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                    bootstrapServers,
                    AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG,
                    50,
                    AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                    200));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private Path writeProperties() {
        Properties properties = new Properties();
        String host = "127.0.0.1";
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@" + host + ":" + controllerPort,
                "listeners",
                "PLAINTEXT://" + host + ":" + port + ",CONTROLLER://" + host + ":" + controllerPort,
                "advertised.listeners",
                "PLAINTEXT://" + host + ":" + port,
                "controller.listener.names",
                "CONTROLLER",
                "log.dirs",
                dataFolder.toString()));
        // With the defaults it takes 12 s to answer after a kill, with these 4 s.
        properties.putAll(Map.of(
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                "group.initial.rebalance.delay.ms", "0",
                "auto.create.topics.enable", "false",
                "message.max.bytes", Integer.toString(LARGEST_RECORD),
                "replica.fetch.max.bytes", Integer.toString(LARGEST_RECORD),
                "log.retention.ms", "-1",
                "log.retention.bytes", "-1"));
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "4",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "1",
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1"));
        Path file = dataFolder.resolveSibling("kafka.properties");
        try {
            Files.createDirectories(dataFolder);
            try (Writer writer = Files.newBufferedWriter(file)) {
                properties.store(writer, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
