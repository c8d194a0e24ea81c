package org.carbonregistry.deploy.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * A topic to create, as a line {@code name=partitions} or {@code name=partitions,days} says.
 *
 * @param keptFor how long its records are kept; nothing means for ever
 */
public record TopicLine(String name, int partitions, Optional<Duration> keptFor) {

    /** The lines of a file of topics. */
    public static List<TopicLine> read(InputStream file) throws IOException {
        Properties lines = new Properties();
        lines.load(file);
        return lines.stringPropertyNames().stream()
                .sorted()
                .map(name -> parse(name, lines.getProperty(name)))
                .toList();
    }

    static TopicLine parse(String name, String value) {
        String[] parts = value.strip().split(",");
        return new TopicLine(
                name,
                Integer.parseInt(parts[0].strip()),
                parts.length == 1 ? Optional.empty() : Optional.of(Duration.ofDays(Long.parseLong(parts[1].strip()))));
    }

    String line() {
        return name + "=" + partitions
                + keptFor.map(kept -> "," + kept.toDays()).orElse("");
    }
}
