package org.carbonregistry.issuance;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carbonregistry.events.http.Problem;
import org.carbonregistry.events.wire.Json;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** A body that says of itself that it is too long is refused with a problem document, before any of it is kept. */
@Singleton
class BodyLimit {

    /** Before the limit of the HTTP server, which answers with nothing but a status. */
    private static final int EARLY = 100;

    private final long most;

    BodyLimit(@ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize most) {
        this.most = most.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, EARLY);
    }

    private void look(RoutingContext exchange) {
        if (!isTooLong(exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH))) {
            exchange.next();
            return;
        }
        Problem problem = new Problem(
                "urn:registry:problem:body-too-large",
                "Request Entity Too Large",
                413,
                "a body has at most " + most + " bytes",
                exchange.request().path(),
                "body-too-large",
                null,
                null);
        // What the client still sends is read and dropped, so that it comes to read the answer.
        exchange.request().resume();
        exchange.response()
                .setStatusCode(413)
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(problem)));
    }

    private boolean isTooLong(String length) {
        try {
            return length != null && Long.parseLong(length) > most;
        } catch (NumberFormatException notALength) {
            return false;
        }
    }
}
