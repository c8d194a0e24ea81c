package org.carbonregistry.events.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** A parameter whose bytes are no UTF-8 is refused by its name: read with a replacement, it would be another value. */
@Singleton
public class PlainQuery {

    private static final int AFTER_PATH = 999;

    void register(@Observes Filters filters) {
        filters.register(PlainQuery::look, AFTER_PATH);
    }

    private static void look(RoutingContext exchange) {
        String name = unreadable(exchange.request().query());
        if (name == null) {
            exchange.next();
            return;
        }
        Problem.of(
                        EdgeRefusal.INVALID_PARAMETER,
                        "it is not written in UTF-8",
                        name,
                        exchange.request().path())
                .answer(exchange);
    }

    /**
     * The first parameter that is not written in UTF-8, or null.
     *
     * @param query as the client wrote it, or null
     */
    static String unreadable(String query) {
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&")) {
            int equals = parameter.indexOf('=');
            if (!Percent.isUtf8(parameter)) {
                return equals < 0 ? parameter : parameter.substring(0, equals);
            }
        }
        return null;
    }
}
