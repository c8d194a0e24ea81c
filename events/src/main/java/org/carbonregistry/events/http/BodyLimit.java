package org.carbonregistry.events.http;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Every body has a limit ({@code registry.body.most-bytes}) but those that are stored as they are read
 * ({@code registry.body.streamed}, addresses). One that says that it is longer is refused before any of it is kept; one that does
 * not say how long it is, as soon as the limit is passed.
 */
@Provider
@Singleton
@Priority(Priorities.USER - 1000)
public class BodyLimit implements ReaderInterceptor {

    private static final int BEFORE_RESOURCES = 250;

    private final long most;
    private final List<String> streamed;

    BodyLimit(
            @ConfigProperty(name = "registry.body.most-bytes") MemorySize most,
            @ConfigProperty(name = "registry.body.streamed") Optional<List<String>> streamed) {
        this.most = most.asLongValue();
        this.streamed = streamed.orElse(List.of());
    }

    void register(@Observes Filters filters) {
        filters.register(this::look, BEFORE_RESOURCES);
    }

    private void look(RoutingContext exchange) {
        if (!isTooLong(exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH))
                || streamed.contains(exchange.normalizedPath())) {
            exchange.next();
            return;
        }
        LastAnswer.of(exchange);
        Problem.of(
                        EdgeRefusal.BODY_TOO_LARGE,
                        sentence(),
                        null,
                        exchange.request().path())
                .answer(exchange);
    }

    private boolean isTooLong(String length) {
        return length != null && (length.length() > 18 || Long.parseLong(length) > most);
    }

    /** Around all that read the body, whatever they make of a stream that ends with a failure. */
    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        LimitedBody body = new LimitedBody(context.getInputStream(), most);
        context.setInputStream(body);
        try {
            return context.proceed();
        } catch (IOException | RuntimeException failure) {
            if (body.isPassed()) {
                throw new Refused(EdgeRefusal.BODY_TOO_LARGE, sentence(), null);
            }
            throw failure;
        }
    }

    private String sentence() {
        return "a body has at most " + most + " bytes";
    }
}
