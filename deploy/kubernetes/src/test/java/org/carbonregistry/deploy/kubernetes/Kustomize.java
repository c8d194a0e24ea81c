package org.carbonregistry.deploy.kubernetes;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of kustomize that this folder uses, so that it renders with nothing but Java: resources, namespace, images and
 * JSON patches. Whatever else a kustomization says is refused; where kubectl is there a test compares the two.
 */
final class Kustomize {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "resources", "images", "patches");

    private Kustomize() {}

    /** The documents of a folder with a {@code kustomization.yaml}, as plain maps and lists. */
    static List<Map<String, Object>> render(Path folder) throws IOException {
        Map<String, Object> kustomization =
                map(Serialization.unmarshal(Files.readString(folder.resolve("kustomization.yaml")), Map.class));
        for (String key : kustomization.keySet()) {
            if (!KNOWN.contains(key)) {
                throw new IllegalArgumentException(folder + ": kustomize's " + key + " is not rendered here");
            }
        }
        List<Map<String, Object>> documents = new ArrayList<>();
        for (Object resource : list(kustomization.get("resources"))) {
            Path path = folder.resolve((String) resource);
            if (Files.isDirectory(path)) {
                documents.addAll(render(path));
            } else {
                documents.addAll(documents(Files.readString(path)));
            }
        }
        for (Map<String, Object> document : documents) {
            if (kustomization.containsKey("namespace")) {
                map(document.get("metadata")).put("namespace", kustomization.get("namespace"));
            }
            for (Object image : list(kustomization.get("images"))) {
                name(document, map(image));
            }
        }
        for (Object patch : list(kustomization.get("patches"))) {
            patch(documents, map(patch));
        }
        return documents;
    }

    static List<Map<String, Object>> documents(String text) {
        return Arrays.stream(text.split("(?m)^---$"))
                .filter(document -> document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
                .map(document -> map(Serialization.unmarshal(document, Map.class)))
                .toList();
    }

    private static void name(Object part, Map<String, Object> image) {
        if (part instanceof Map<?, ?> map) {
            if (image.get("name").equals(map.get("image"))) {
                map(map).put("image", image.get("newName") + ":" + image.get("newTag"));
            }
            map.values().forEach(value -> name(value, image));
        } else if (part instanceof List<?> list) {
            list.forEach(value -> name(value, image));
        }
    }

    private static void patch(List<Map<String, Object>> documents, Map<String, Object> patch) {
        Map<String, Object> target = map(patch.get("target"));
        List<Map<String, Object>> wanted = documents.stream()
                .filter(d -> d.get("kind").equals(target.get("kind")))
                .filter(d -> !target.containsKey("name")
                        || target.get("name").equals(map(d.get("metadata")).get("name")))
                .toList();
        if (wanted.isEmpty()) {
            throw new IllegalArgumentException("nothing to patch: " + target);
        }
        for (Object operation : Serialization.unmarshal((String) patch.get("patch"), List.class)) {
            wanted.forEach(document -> apply(document, map(operation)));
        }
    }

    private static void apply(Object document, Map<String, Object> operation) {
        String[] path = ((String) operation.get("path")).substring(1).split("/");
        Object parent = document;
        for (int i = 0; i < path.length - 1; i++) {
            parent = parent instanceof List<?> list
                    ? list.get(Integer.parseInt(path[i]))
                    : map(parent).get(path[i]);
        }
        String last = path[path.length - 1];
        String what = (String) operation.get("op");
        if (parent instanceof List<?>) {
            replace(list(parent), Integer.parseInt(last), what, operation.get("value"));
            return;
        }
        if (!what.equals("add") && !map(parent).containsKey(last)) {
            throw new IllegalArgumentException("there is nothing at " + operation.get("path"));
        }
        if (what.equals("remove")) {
            map(parent).remove(last);
        } else if (Set.of("add", "replace").contains(what)) {
            map(parent).put(last, operation.get("value"));
        } else {
            throw new IllegalArgumentException("the operation " + what + " is not rendered here");
        }
    }

    private static void replace(List<Object> list, int index, String what, Object value) {
        if (!what.equals("replace")) {
            throw new IllegalArgumentException("in a list only replace is rendered here, not " + what);
        }
        list.set(index, value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return value == null ? List.of() : (List<Object>) value;
    }
}
