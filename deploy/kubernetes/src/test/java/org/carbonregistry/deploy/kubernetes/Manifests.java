package org.carbonregistry.deploy.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The documents of a kustomize folder, rendered. */
record Manifests(String folder, List<Manifest> all) {

    private static final Path HERE = Files.exists(Path.of("base")) ? Path.of("") : Path.of("deploy/kubernetes");

    /** One document: its text and the same as plain maps and lists. */
    record Manifest(String text, Map<String, Object> tree) {

        String kind() {
            return (String) tree.get("kind");
        }

        String apiVersion() {
            return (String) tree.get("apiVersion");
        }

        String name() {
            return (String) at("metadata", "name");
        }

        /** What lies under these keys, or null. */
        Object at(String... keys) {
            Object found = tree;
            for (String key : keys) {
                found = found instanceof Map<?, ?> map ? map.get(key) : null;
            }
            return found;
        }

        @Override
        public String toString() {
            return kind() + "/" + name();
        }
    }

    static boolean canRender() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
    }

    /** Rendered with nothing but Java. */
    static Manifests of(String folder) {
        try {
            return new Manifests(folder, manifests(Kustomize.render(HERE.resolve(folder))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rendered by the real kustomize; only where {@link #canRender()}. */
    static Manifests byKubectl(String folder) {
        try {
            return new Manifests(folder, manifests(Kustomize.documents(render(HERE.resolve(folder)))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Manifest> of(String apiVersion, String kind) {
        return all.stream()
                .filter(m -> m.kind().equals(kind) && m.apiVersion().equals(apiVersion))
                .toList();
    }

    private static String render(Path folder) throws IOException {
        Process kubectl = new ProcessBuilder("kubectl", "kustomize", folder.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream output = kubectl.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (kubectl.onExit().join().exitValue() != 0) {
                throw new IOException("kubectl kustomize " + folder + ": " + text);
            }
            return text;
        }
    }

    private static List<Manifest> manifests(List<Map<String, Object>> trees) {
        return trees.stream()
                .map(tree -> new Manifest(Serialization.asYaml(tree), tree))
                .toList();
    }
}
