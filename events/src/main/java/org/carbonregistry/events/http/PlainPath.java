package org.carbonregistry.events.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carbonregistry.events.wire.Json;

/**
 * An address is what it says: one with dot segments, however they are written, is refused before anything resolves them. Who
 * closes a prefix in front of the service ({@code /q}) can rely on it.
 */
@Singleton
public class PlainPath {

    private static final int BEFORE_ALL = 1000;

    void register(@Observes Filters filters) {
        filters.register(PlainPath::look, BEFORE_ALL);
    }

    private static void look(RoutingContext exchange) {
        if (isPlain(exchange.request().uri())) {
            exchange.next();
            return;
        }
        Problem problem = new Problem(
                "urn:registry:problem:invalid-address",
                "Bad Request",
                400,
                "an address has no dot segments",
                null,
                "invalid-address",
                null,
                null);
        exchange.response()
                .setStatusCode(400)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem)));
    }

    /** @param uri as the client wrote it, with or without a query */
    static boolean isPlain(String uri) {
        int query = uri.indexOf('?');
        for (String segment : (query < 0 ? uri : uri.substring(0, query)).split("[/\\\\]|%2[fF]|%5[cC]")) {
            String read = segment.replace("%2e", ".").replace("%2E", ".");
            if (read.equals(".") || read.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
