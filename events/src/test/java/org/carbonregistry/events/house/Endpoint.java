package org.carbonregistry.events.house;

import jakarta.ws.rs.core.MediaType;
import java.util.List;

/**
 * One door of a running service.
 *
 * @param method HTTP method
 * @param path path template as OpenAPI writes it, for example {@code /v1/accounts/{id}}
 * @param contentType what it takes, or null when it takes no body
 */
record Endpoint(String method, String path, String contentType) implements Comparable<Endpoint> {

    static Endpoint of(String method, String path, List<MediaType> consumes) {
        boolean takesBody = List.of("POST", "PUT", "PATCH").contains(method);
        String contentType =
                consumes == null || consumes.isEmpty() || consumes.get(0).isWildcardType()
                        ? MediaType.APPLICATION_JSON
                        : consumes.get(0).toString();
        return new Endpoint(method, template(path), takesBody ? contentType : null);
    }

    /** {@code POST /v1/accounts}: how tables name it. */
    String name() {
        return method + " " + path;
    }

    /** A path that leads to it. */
    String example() {
        return path.replaceAll("\\{[^}]*}", "1");
    }

    private static String template(String raw) {
        String path = ("/" + raw).replaceAll("/+", "/").replaceAll("\\{\\s*(\\w+)\\s*:(?:[^{}]|\\{[^}]*})*}", "{$1}");
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    @Override
    public int compareTo(Endpoint other) {
        return name().compareTo(other.name());
    }
}
