package org.carbonregistry.events.wire;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;

/** The W3C trace context that goes along with a message, so that a trace runs through Kafka. */
public final class Trace {

    private Trace() {}

    /** {@code traceparent} of the span that is active now, or null when there is none. */
    public static String current() {
        SpanContext context = Span.current().getSpanContext();
        return context.isValid()
                ? "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex()
                : null;
    }
}
