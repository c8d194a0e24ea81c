package org.carbonregistry.events.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.opentelemetry.api.trace.Span;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.carbonregistry.events.wire.Json;

/**
 * A problem document (RFC 9457) with a stable code and the fields at fault.
 *
 * @param retryable whether the same request can succeed later without being changed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        boolean retryable,
        List<Fault> errors,
        String traceId) {

    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** A field at fault: JSON pointer, code, sentence. */
    public record Fault(String pointer, String code, String detail) {}

    /** What is refused for a named reason. */
    static Problem of(Refusal reason, String detail, String pointer, String instance) {
        return of(reason.status(), reason.code(), reason.retryable(), detail, pointer, instance);
    }

    static Problem of(int status, String code, boolean retryable, String detail, String pointer, String instance) {
        Response.Status known = Response.Status.fromStatusCode(status);
        String trace = Span.current().getSpanContext().isValid()
                ? Span.current().getSpanContext().getTraceId()
                : null;
        return new Problem(
                "urn:registry:problem:" + code,
                known == null ? (status == 422 ? "Unprocessable Content" : "Error") : known.getReasonPhrase(),
                status,
                detail,
                instance,
                code,
                retryable,
                pointer == null ? null : List.of(new Fault(pointer, code, detail)),
                trace);
    }

    /** Answers an exchange that does not come to a resource. */
    void answer(RoutingContext exchange) {
        exchange.response()
                .setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .end(Buffer.buffer(Json.write(this)));
    }

    Response response() {
        Response.ResponseBuilder builder = Response.status(status).entity(this).type(MEDIA_TYPE);
        if (status == 401) {
            builder.header("WWW-Authenticate", "Bearer");
        }
        if (status == 503) {
            builder.header("Retry-After", "1");
        }
        return builder.build();
    }
}
