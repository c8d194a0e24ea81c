package org.carbonregistry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TopicTest {

    @Test
    void theListForOperatorsIsTheEnum() throws IOException {
        Properties listed = new Properties();
        try (InputStream in = Topic.class.getResourceAsStream("/META-INF/registry-topics.properties")) {
            listed.load(in);
        }
        Map<String, String> expected = Arrays.stream(Topic.values())
                .collect(Collectors.toMap(
                        Topic::topicName,
                        t -> t.partitions()
                                + t.keptFor().map(kept -> "," + kept.toDays()).orElse("")));
        assertEquals(new TreeMap<>(expected), new TreeMap<>(listed));
    }

    @Test
    void whatHoldsFactsIsKeptForEverAndNothingElse() {
        Set<Topic> facts =
                Set.of(Topic.PROJECTS, Topic.CREDITS, Topic.LEDGER, Topic.RETIREMENTS, Topic.ACCOUNTS, Topic.HOLDS);
        for (Topic topic : Topic.values()) {
            assertEquals(facts.contains(topic), topic.keptFor().isEmpty(), topic.topicName());
        }
    }

    @Test
    void aCommandIsKeptForMuchLongerThanItsSenderWaitsBeforeItSendsItAgain() {
        Duration longest = Duration.ofDays(1);
        for (Topic topic : Topic.values()) {
            topic.keptFor().ifPresent(kept -> assertTrue(kept.compareTo(longest) > 0, topic.topicName()));
        }
    }
}
