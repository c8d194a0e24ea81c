package org.carbonregistry.events.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/** Which of several forms is preferred ({@code qs}) is a matter of the server: no answer says it. */
@Singleton
public class PlainContentType {

    private static final int EARLY = 900;
    private static final Pattern PREFERENCE = Pattern.compile(";\\s*qs=[0-9.]+");

    void register(@Observes Filters filters) {
        filters.register(PlainContentType::look, EARLY);
    }

    private static void look(RoutingContext exchange) {
        exchange.addHeadersEndHandler(sent -> {
            MultiMap headers = exchange.response().headers();
            String type = headers.get(HttpHeaders.CONTENT_TYPE);
            if (type != null && type.contains("qs=")) {
                headers.set(HttpHeaders.CONTENT_TYPE, PREFERENCE.matcher(type).replaceAll(""));
            }
        });
        exchange.next();
    }
}
