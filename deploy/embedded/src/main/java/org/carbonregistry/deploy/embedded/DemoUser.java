package org.carbonregistry.deploy.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A person of the local registry, from {@code demo-users.properties}.
 *
 * @param name the client id to ask a token with, and the subject of the token
 * @param organisation the claim {@code org}
 * @param roles the claim {@code roles}
 */
public record DemoUser(String name, String organisation, List<String> roles) {

    /** All of them, in the order of the file. */
    public static List<DemoUser> all() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                DemoUser.class.getResourceAsStream("demo-users.properties"), StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(DemoUser::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The one of this name, if there is one. */
    public static Optional<DemoUser> named(String name) {
        return all().stream().filter(user -> user.name.equals(name)).findFirst();
    }

    private static DemoUser parse(String line) {
        String[] parts = line.split("\\s*[=|]\\s*");
        return new DemoUser(parts[0].strip(), parts[1], List.of(parts[2].strip().split("\\s*,\\s*")));
    }
}
