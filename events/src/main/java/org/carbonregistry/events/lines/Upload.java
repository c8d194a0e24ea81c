package org.carbonregistry.events.lines;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Reads lines from a request, however many, as fast as they can be stored and no faster: while a chunk is being stored the next one
 * gathers, and when enough waits the client has to wait, too. Everything here runs on the request's own event loop.
 */
public final class Upload {

    private final HttpServerRequest request;
    private final Function<List<Line>, Uni<Void>> store;
    private final int chunkLines;
    private final long bufferBytes;
    private final LineSplitter splitter;
    private final Context context = Vertx.currentContext();
    private final Deque<Line> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private boolean storing;
    private boolean paused;
    private boolean ended;
    private boolean interrupted;
    private UniEmitter<? super Boolean> result;

    /** How much of it is held in memory, and how much is stored at once. */
    public record Bounds(int chunkLines, int bufferBytes, int lineBytes) {}

    /** @param store makes a chunk of lines durable, and completes when it is */
    public Upload(HttpServerRequest request, Function<List<Line>, Uni<Void>> store, Bounds bounds) {
        this.request = request;
        this.store = store;
        this.chunkLines = bounds.chunkLines();
        this.bufferBytes = bounds.bufferBytes();
        this.splitter = new LineSplitter(bounds.lineBytes());
    }

    /**
     * Reads to the end; true when the end was reached, false when the connection broke. Every whole line that was read is
     * stored; of a line that was cut nothing is.
     */
    public Uni<Boolean> read() {
        return Uni.createFrom().emitter(emitter -> context.runOnContext(ignored -> start(emitter)));
    }

    private void start(UniEmitter<? super Boolean> emitter) {
        result = emitter;
        if (request.isEnded()) {
            end();
            return;
        }
        request.exceptionHandler(broken -> {
            interrupted = true;
            ended = true;
            storeNext();
        });
        request.handler(this::data);
        request.endHandler(done -> end());
        request.resume();
    }

    private void data(Buffer chunk) {
        add(splitter.feed(chunk));
        if (!paused && waitingBytes > bufferBytes) {
            paused = true;
            request.pause();
        }
        storeNext();
    }

    private void end() {
        if (!ended) {
            ended = true;
            add(splitter.end());
            storeNext();
        }
    }

    private void add(List<Line> lines) {
        for (Line line : lines) {
            waiting.add(line);
            waitingBytes += line.size();
        }
    }

    private void storeNext() {
        if (storing) {
            return;
        }
        if (waiting.isEmpty()) {
            if (ended) {
                result.complete(!interrupted);
            }
            return;
        }
        List<Line> chunk = new ArrayList<>(Math.min(chunkLines, waiting.size()));
        long bytes = 0;
        while (!waiting.isEmpty() && chunk.size() < chunkLines && bytes < bufferBytes) {
            Line line = waiting.poll();
            bytes += line.size();
            chunk.add(line);
        }
        waitingBytes -= bytes;
        storing = true;
        store.apply(chunk)
                .subscribe()
                .with(
                        done -> context.runOnContext(ignored -> stored()),
                        failure -> context.runOnContext(ignored -> failed(failure)));
    }

    private void stored() {
        storing = false;
        if (paused && !ended && waitingBytes <= bufferBytes / 2) {
            paused = false;
            request.resume();
        }
        storeNext();
    }

    /** What was stored stays; the rest of the body is not read any more. */
    private void failed(Throwable failure) {
        ended = true;
        waiting.clear();
        request.handler(null);
        request.resume();
        result.fail(failure);
    }
}
