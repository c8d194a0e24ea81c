package org.carbonregistry.deploy.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * The one PostgreSQL and the one broker of a virtual machine that runs tests. Quarkus loads the classes of a test
 * several times over; each copy of {@link RegistryEnvironment} talks to the copy of this class that the system class
 * loader has, so only in types of the JDK: an order in, an answer out.
 */
final class TestProcesses implements UnaryOperator<String> {

    private static UnaryOperator<String> instance;

    private final LocalPostgres postgres;
    private final LocalBroker broker;

    private TestProcesses() {
        Path environments = Path.of("target", "environment").toAbsolutePath();
        removeThoseOfEndedProcesses(environments);
        Path folder = environments.resolve(Long.toString(ProcessHandle.current().pid()));
        CompletableFuture<LocalBroker> starting =
                CompletableFuture.supplyAsync(() -> LocalBroker.start(folder.resolve("kafka"), 0));
        postgres = LocalPostgres.start(folder.resolve("postgres"), 0, false);
        postgres.createServiceDatabases();
        broker = starting.join();
    }

    /** The orders to the only instance of this virtual machine, whichever class loader asks. */
    @SuppressWarnings("unchecked")
    static UnaryOperator<String> shared() {
        try {
            var there = Class.forName(TestProcesses.class.getName(), true, ClassLoader.getSystemClassLoader())
                    .getDeclaredMethod("instance");
            there.setAccessible(true);
            return (UnaryOperator<String>) there.invoke(null);
        } catch (ClassNotFoundException notOnItsClassPath) {
            return instance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The environment of the tests did not start", e);
        }
    }

    static synchronized UnaryOperator<String> instance() {
        if (instance == null) {
            instance = new TestProcesses();
        }
        return instance;
    }

    @Override
    public String apply(String order) {
        String[] words = order.split(" ");
        switch (words[0]) {
            case "postgres-port":
                return Integer.toString(postgres.port());
            case "bootstrap-servers":
                return broker.bootstrapServers();
            case "create-topics":
                LocalBroker.createTopics(broker.bootstrapServers(), topics(words));
                return "";
            case "kill-postgres":
                postgres.kill();
                return "";
            case "stop-postgres":
                postgres.close();
                return "";
            case "restart-postgres":
                postgres.restart();
                return "";
            case "kill-broker":
                broker.kill();
                return "";
            case "stop-broker":
                broker.close();
                return "";
            case "restart-broker":
                broker.restart();
                return "";
            default:
                throw new IllegalArgumentException(order);
        }
    }

    private static void removeThoseOfEndedProcesses(Path environments) {
        File[] folders = environments.toFile().listFiles();
        for (File folder : folders == null ? new File[0] : folders) {
            boolean ended = ProcessHandle.of(Long.parseLong(folder.getName())).isEmpty();
            if (ended) {
                LocalPostgres.endSurvivor(folder.toPath().resolve("postgres"));
                remove(folder);
            }
        }
    }

    private static void remove(File file) {
        File[] inside = file.isDirectory() ? file.listFiles() : null;
        for (File each : inside == null ? new File[0] : inside) {
            remove(each);
        }
        file.delete();
    }

    private static List<TopicLine> topics(String[] words) {
        return Arrays.stream(words)
                .skip(1)
                .map(word -> word.split("="))
                .map(topic -> TopicLine.parse(topic[0], topic[1]))
                .toList();
    }
}
