package org.carbonregistry.events.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * A decision that needs no body needs no Content-Type either: a post that names none is read as JSON, which says nothing when it
 * is empty. Some clients name a form then, although they send none.
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

    /** In HTTP/2 a body may come without any word of its length. */
    private static boolean isBodiless(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            return true;
        }
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return type.startsWith("application/x-www-form-urlencoded")
                && request.version() != HttpVersion.HTTP_2
                && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null
                && (length == null || length.equals("0"));
    }
}
