package org.carbonregistry.deploy.systemtest;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.carbonregistry.deploy.local.RunFile;
import org.carbonregistry.events.wire.Topic;

/** Everything of a running registry that anybody, or any partner, may read: place → text. */
final class PublicSurface {

    /** What public-api keeps for registrars and auditors. */
    private static final Set<String> GUARDED = Set.of("/v1/rebuilds", "/v1/rebuilds/{id}", "/v1/republications");

    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
    private static final int MOST_PAGES = 300;
    private static final String JSON = "application/json";
    private static final List<String> FORMS = List.of("application/json", "text/csv", "application/x-ndjson");

    private final RunFile run;
    private final Http http = new Http();

    PublicSurface(RunningRegistry registry) {
        this.run = registry.run();
    }

    /** All public topics, from their beginning: key, headers and value of each record. */
    Map<String, String> topics() {
        Map<String, Object> settings = Map.of("bootstrap.servers", run.kafka(), "enable.auto.commit", "false");
        Map<String, String> read = new LinkedHashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            for (Topic topic :
                    Arrays.stream(Topic.values()).filter(Topic::isPublic).toList()) {
                read.put("topic " + topic.topicName(), whole(consumer, topic.topicName()));
            }
        }
        return read;
    }

    private static String whole(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        StringBuilder text = new StringBuilder();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                text.append(text(record.key())).append(' ');
                record.headers().forEach(header -> text.append(header.key())
                        .append('=')
                        .append(text(header.value()))
                        .append(' '));
                text.append(text(record.value())).append('\n');
            }
        }
        return text.toString();
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * Every resource of the OpenAPI document in every form, and every page that can be reached by links.
     *
     * @param examples for each parameter of a path, the things to look at
     */
    Map<String, String> web(Map<String, List<String>> examples) throws IOException {
        Set<String> resources = new LinkedHashSet<>();
        JsonNode paths = Http.parse(
                        http.get(run.publicApi() + "/q/openapi?format=json").body())
                .path("paths");
        for (String path : names(paths)) {
            boolean open = !GUARDED.contains(path) && paths.path(path).has("get");
            if (open) {
                resources.addAll(filled(path, examples));
            }
        }
        Stream.of("program", "country", "type", "vintage", "year", "project")
                .forEach(by -> resources.add("/v1/statistics?by=" + by));
        Map<String, String> read = new LinkedHashMap<>();
        for (String resource : resources) {
            String whole = resource + (resource.contains("?") ? "&" : "?") + "limit=1000";
            boolean list = !resource.contains("?") && !paths.path(resource).isMissingNode();
            for (String form : FORMS) {
                HttpResponse<String> answer = http.get(
                        run.publicApi()
                                + (list && form.equals(JSON) && !resource.equals("/v1/statistics") ? whole : resource),
                        form);
                read.put("GET " + resource + " as " + form, answer.headers().map() + "\n" + answer.body());
            }
        }
        crawl(examples, read);
        return read;
    }

    private void crawl(Map<String, List<String>> examples, Map<String, String> read) throws IOException {
        Deque<String> next = new ArrayDeque<>(List.of("/"));
        examples.get("certificateNumber").forEach(number -> next.addFirst("/certificates/" + number));
        examples.get("serial").forEach(serial -> next.addFirst("/serials?serial=" + serial));
        examples.get("project").forEach(project -> next.addFirst("/projects/" + project));
        next.addFirst("/projects.csv");
        next.addFirst("/retirements.csv");
        Set<String> seen = new TreeSet<>(next);
        while (!next.isEmpty() && seen.size() < MOST_PAGES) {
            String page = next.removeFirst();
            HttpResponse<String> answer = http.get(run.publicApi() + URI.create(page), "text/html,*/*");
            read.put("page " + page, answer.headers().map() + "\n" + answer.body());
            Matcher links = LINK.matcher(answer.body());
            while (links.find()) {
                String link = links.group(1).replace("&amp;", "&");
                if (seen.add(link)) {
                    next.addLast(link);
                }
            }
        }
    }

    private static List<String> filled(String path, Map<String, List<String>> examples) {
        Matcher parameter = Pattern.compile("\\{(\\w+)}").matcher(path);
        if (!parameter.find()) {
            return List.of(path);
        }
        String name = parameter.group(1).equals("id") ? path.split("/")[2].replaceAll("s$", "") : parameter.group(1);
        List<String> values = examples.get(name);
        if (values == null) {
            throw new AssertionError("a new public resource, give it an example here: " + path + ", " + name);
        }
        return values.stream()
                .map(value -> path.replace(parameter.group(), value))
                .toList();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** What public-api wrote into its logs. */
    Map<String, String> logs(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.filter(file -> file.getFileName().toString().matches("public-api.*\\.log"))
                    .collect(Collectors.toMap(file -> "log " + file.getFileName(), PublicSurface::read));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
