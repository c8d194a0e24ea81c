package org.carbonregistry.events.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * An answer after which the connection is closed. A client that still sends its body is listened to for a moment, so that it
 * comes to read the answer before it finds the connection closed; what it sends is dropped.
 */
final class LastAnswer {

    private static final long MOMENT_MILLIS = 2_000;
    private static final long MOST_DROPPED = 8 * 1024 * 1024;

    private LastAnswer() {}

    /** Makes the answer to this exchange, whatever it will be, the last one of its connection. */
    static void of(RoutingContext exchange) {
        exchange.addHeadersEndHandler(
                sent -> exchange.response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE));
        exchange.addEndHandler(answered -> close(exchange));
    }

    private static void close(RoutingContext exchange) {
        HttpServerRequest request = exchange.request();
        HttpConnection connection = request.connection();
        if (request.isEnded()) {
            connection.close();
            return;
        }
        exchange.vertx().setTimer(MOMENT_MILLIS, over -> connection.close());
        long read = request.bytesRead();
        request.handler(dropped -> {
            if (request.bytesRead() - read > MOST_DROPPED) {
                connection.close();
            }
        });
        request.endHandler(ended -> connection.close());
        request.resume();
    }
}
