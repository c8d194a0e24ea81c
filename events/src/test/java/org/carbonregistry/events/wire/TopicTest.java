package org.carbonregistry.events.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
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
                .collect(Collectors.toMap(Topic::topicName, t -> String.valueOf(t.partitions())));
        assertEquals(new TreeMap<>(expected), new TreeMap<>(listed));
    }
}
