package org.carbonregistry.events.wire;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Tracing is on where an OTLP endpoint was given ({@code QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT}), and off elsewhere. */
public final class TracingSwitch implements ConfigSourceFactory {

    private static final String ENDPOINT = "quarkus.otel.exporter.otlp.endpoint";
    /** Below what anybody sets, above the defaults of {@code events}. */
    private static final int ORDINAL = 110;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        return given(context.getValue(ENDPOINT))
                ? List.of(new PropertiesConfigSource(
                        Map.of("registry.tracing-disabled", "false", "registry.tracing-enabled", "true"),
                        "an OTLP endpoint is given",
                        ORDINAL))
                : List.of();
    }

    /** Quarkus has a default for the endpoint; what somebody set comes from a source above all defaults. */
    private static boolean given(ConfigValue endpoint) {
        return endpoint != null
                && endpoint.getValue() != null
                && !endpoint.getValue().isBlank()
                && endpoint.getConfigSourceOrdinal() >= 100;
    }
}
