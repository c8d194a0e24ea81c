package org.carbonregistry.events.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

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
        Problem.of(EdgeRefusal.INVALID_ADDRESS, "an address has no dot segments and is written in UTF-8", null, null)
                .answer(exchange);
    }

    /** @param uri as the client wrote it, with or without a query */
    static boolean isPlain(String uri) {
        int query = uri.indexOf('?');
        String path = query < 0 ? uri : uri.substring(0, query);
        if (!Percent.isUtf8(path)) {
            return false;
        }
        for (String segment : path.split("[/\\\\]|%2[fF]|%5[cC]")) {
            String read = segment.replace("%2e", ".").replace("%2E", ".");
            if (read.equals(".") || read.equals("..")) {
                return false;
            }
        }
        return true;
    }
}
