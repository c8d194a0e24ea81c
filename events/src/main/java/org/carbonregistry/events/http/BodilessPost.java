package org.carbonregistry.events.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * A decision that needs no body needs no Content-Type either: what has none is read as JSON that says nothing. Some clients
 * name a form then, although they send nothing.
 */
@Singleton
public class BodilessPost {

    private static final int BEFORE_RESOURCES = 150;

    void register(@Observes Filters filters) {
        filters.register(
                exchange -> {
                    HttpServerRequest request = exchange.request();
                    if (request.method() == HttpMethod.POST && isBodiless(request)) {
                        request.headers().set(HttpHeaders.CONTENT_TYPE, "application/json");
                    }
                    exchange.next();
                },
                BEFORE_RESOURCES);
    }

    /** In HTTP/2 a body may come without any word of it. */
    private static boolean isBodiless(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return request.getHeader(HttpHeaders.CONTENT_TYPE) == null;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null && (length == null || length.equals("0"));
    }
}
