package org.carbonregistry.events.http;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * An address under {@code /v1} that leads nowhere is answered with a problem document, also by a service with static pages, in
 * which whatever no resource takes goes on to the router and would end as its HTML page.
 */
@Singleton
public class UnknownAddress {

    private static final int AFTER_ALL = 1_000_000;

    void register(@Observes Router router) {
        router.route().order(AFTER_ALL).handler(UnknownAddress::look);
    }

    private static void look(RoutingContext exchange) {
        String path = exchange.normalizedPath();
        if (!path.equals("/v1") && !path.startsWith("/v1/")) {
            exchange.next();
            return;
        }
        Problem.of(EdgeRefusal.NOT_FOUND, "there is nothing at this address", null, path)
                .answer(exchange);
    }
}
