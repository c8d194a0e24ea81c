package org.carbonregistry.events.carried;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Takes traces as a collector does (OTLP over HTTP, protobuf) and remembers the bodies as text of single bytes. */
public final class OtlpReceiver implements QuarkusTestResourceLifecycleManager {

    private static final String BODIES = "registry.test.otlp-bodies";

    private HttpServer server;

    @Override
    public Map<String, String> start() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            bodies().add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return Map.of(
                "quarkus.otel.exporter.otlp.endpoint",
                        "http://127.0.0.1:" + server.getAddress().getPort(),
                "quarkus.otel.exporter.otlp.protocol", "http/protobuf",
                "quarkus.otel.bsp.schedule.delay", "200ms");
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    /** A span as it came: id, parent (empty for none) and name. */
    record Span(String id, String parent, String name) {}

    /** The spans of a trace that have come so far. In protobuf: field 1 trace, 2 span, 4 parent, 5 name. */
    static List<Span> spans(String traceId) {
        String trace = new String(HexFormat.of().parseHex(traceId), StandardCharsets.ISO_8859_1);
        Pattern span = Pattern.compile(
                Pattern.quote("\n\u0010" + trace) + "\u0012\u0008(.{8})(?:\u001a.)?(?:\"\u0008(.{8}))?\\*(.)",
                Pattern.DOTALL);
        return bodies().stream()
                .flatMap(body -> {
                    Matcher found = span.matcher(body);
                    Stream.Builder<Span> spans = Stream.builder();
                    while (found.find()) {
                        int length = found.group(3).charAt(0);
                        String name = body.substring(found.end(), Math.min(body.length(), found.end() + length));
                        spans.add(new Span(hex(found.group(1)), hex(found.group(2)), name));
                    }
                    return spans.build();
                })
                .toList();
    }

    private static String hex(String bytes) {
        return bytes == null ? "" : HexFormat.of().formatHex(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** In the virtual machine, because Quarkus loads this class several times over. */
    @SuppressWarnings("unchecked")
    private static Queue<String> bodies() {
        synchronized (System.getProperties()) {
            return (Queue<String>)
                    System.getProperties().computeIfAbsent(BODIES, name -> new ConcurrentLinkedQueue<String>());
        }
    }
}
