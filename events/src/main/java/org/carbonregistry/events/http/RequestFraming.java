package org.carbonregistry.events.http;

import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Where a request ends is never a matter of opinion (RFC 9112, section 6.1): one that says both how long it is and that it comes
 * in chunks, or that is coded otherwise than in chunks, is refused, and its connection closed.
 *
 * <p>The HTTP decoder below drops the length of a chunked HTTP/1.1 request before anything here sees it. So a request in chunks
 * is always the last one of its connection: what follows it on the wire, which a proxy may have taken for its body, is dropped
 * unread.
 */
@Singleton
public class RequestFraming {

    private static final AttributeKey<Boolean> ENDED = AttributeKey.valueOf("registry.ended");
    private static final int FIRST_OF_ALL = 1100;

    void register(@Observes Filters filters) {
        filters.register(RequestFraming::look, FIRST_OF_ALL);
    }

    private static void look(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        if (request.version() == HttpVersion.HTTP_2) {
            exchange.next();
            return;
        }
        Channel channel = ((ConnectionBase) request.connection()).channel();
        if (channel.hasAttr(ENDED)) {
            request.connection().close();
            return;
        }
        String coding = request.getHeader(HttpHeaders.TRANSFER_ENCODING);
        if (coding == null) {
            exchange.next();
            return;
        }
        channel.attr(ENDED).set(true);
        LastAnswer.of(exchange);
        if (request.headers().contains(HttpHeaders.CONTENT_LENGTH) || !coding.equalsIgnoreCase("chunked")) {
            Problem.of(
                            EdgeRefusal.AMBIGUOUS_LENGTH,
                            "a request says its length or comes in chunks, not both and not coded otherwise",
                            null,
                            request.path())
                    .answer(exchange);
            return;
        }
        exchange.next();
    }
}
