package org.carbonregistry.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the house cares about, for every module: it reads the sources as text. */
class TidyTest {

    private static final Path ROOT = root();
    private static final int LONGEST_FILE = 400;
    private static final Pattern EMPTY_NAMES =
            Pattern.compile(".*(Util|Utils|Helper|Manager|Impl|Service)\\.java|.*/(util|utils|common|helper|impl)/.*");
    private static final Pattern LEFT_OVER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");
    private static final Pattern SLEEP = Pattern.compile("Thread\\.sle" + "ep|@Dis" + "abled");

    @Test
    void theTopLevelIsExactlyTheHouse() throws IOException {
        try (Stream<Path> top = Files.list(ROOT)) {
            Set<String> names = top.map(p -> p.getFileName().toString())
                    .filter(n -> !n.startsWith("."))
                    .filter(n -> !n.equals("target"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(
                    new TreeSet<>(Set.of(
                            "pom.xml",
                            "README.md",
                            "LICENSE",
                            "events",
                            "issuance-service",
                            "account-service",
                            "retirement-service",
                            "public-api",
                            "deploy")),
                    names);
        }
    }

    @Test
    void everyPackageSaysWhatItIs() {
        Set<Path> silent = sources("/src/main/java/")
                .map(Path::getParent)
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), silent);
    }

    @Test
    void noFileIsTooLongToRead() {
        List<String> tooLong = sources("/src/")
                .filter(file -> lines(file).size() > LONGEST_FILE)
                .map(Path::toString)
                .toList();
        assertEquals(List.of(), tooLong);
    }

    @Test
    void noNameIsEmpty() {
        List<String> empty = sources("/src/main/java/")
                .map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                .filter(name -> EMPTY_NAMES.matcher(name).matches())
                .toList();
        assertEquals(List.of(), empty);
    }

    @Test
    void nothingIsLeftForLater() {
        assertEquals(List.of(), hits("/src/", LEFT_OVER));
    }

    @Test
    void noTestSleepsOrIsSwitchedOff() {
        assertEquals(List.of(), hits("/src/test/java/", SLEEP));
    }

    @Test
    void eventsKeepsItsPackages() {
        Set<String> packages = sources("/events/src/main/java/")
                .map(file -> file.getParent().getFileName().toString())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                new TreeSet<>(Set.of("events", "http", "inbox", "lines", "message", "outbox", "serial", "wire")),
                packages);
    }

    /** Where channels share a group, a reader of one topic that comes or goes makes those of all wait. */
    @Test
    void everyChannelIsAConsumerGroupOfItsOwn() throws IOException {
        Pattern topic = Pattern.compile("mp\\.messaging\\.incoming\\.([a-z-]+)\\.topic=.*");
        List<String> without;
        try (Stream<Path> all = Files.walk(ROOT)) {
            without = all.filter(file ->
                            file.toString().endsWith("-config.properties") || file.endsWith("application.properties"))
                    .filter(file -> file.toString().replace('\\', '/').contains("/src/main/resources/"))
                    .flatMap(file -> lines(file).stream()
                            .map(topic::matcher)
                            .filter(Matcher::matches)
                            .map(channel -> "mp.messaging.incoming." + channel.group(1)
                                    + ".group.id=${quarkus.application.name}." + channel.group(1))
                            .filter(group -> !lines(file).contains(group))
                            .map(group -> ROOT.relativize(file) + ": " + group))
                    .toList();
        }
        assertEquals(List.of(), without);
    }

    @Test
    void noServiceSeesAnother() {
        List<String> houses = List.of("issuance", "account", "retirement", "publicapi");
        List<String> seen = houses.stream()
                .flatMap(house -> {
                    Pattern others = Pattern.compile("import (static )?org\\.carbonregistry\\.("
                            + houses.stream().filter(h -> !h.equals(house)).collect(Collectors.joining("|")) + ")\\.");
                    return hits("/org/carbonregistry/" + house + "/", others).stream();
                })
                .toList();
        assertEquals(List.of(), seen);
    }

    @Test
    void eventsSeesNoService() {
        assertEquals(
                List.of(),
                hits("/events/src/main/java/", Pattern.compile("import org\\.carbonregistry\\.(?!events\\.)")));
    }

    private static List<String> hits(String where, Pattern pattern) {
        return sources(where)
                .filter(file -> lines(file).stream()
                        .anyMatch(line -> pattern.matcher(line).find()))
                .map(file -> ROOT.relativize(file).toString())
                .toList();
    }

    private static Stream<Path> sources(String part) {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> file.toString().replace('\\', '/').contains(part))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve(".mvn"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
