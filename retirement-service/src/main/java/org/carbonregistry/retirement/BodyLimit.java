package org.carbonregistry.retirement;

import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.carbonregistry.retirement.batch.RetirementBatchesResource;

/** Batches may be of any size, because they are stored as they are read; every other body is read whole and so is limited. */
@Singleton
public class BodyLimit {

    private final long most;

    BodyLimit(RetirementSettings settings) {
        this.most = settings.bodyBytes();
    }

    void register(@Observes Router router) {
        router.route().order(-1).handler(this::check);
    }

    private void check(RoutingContext context) {
        if (RetirementBatchesResource.PATH.equals(context.normalizedPath())) {
            context.next();
            return;
        }
        context.put(VertxHttpRecorder.MAX_REQUEST_SIZE_KEY, most);
        String length = context.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null && (length.length() > 18 || Long.parseLong(length) > most)) {
            context.response()
                    .putHeader(HttpHeaders.CONNECTION, "close")
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                    .setStatusCode(413)
                    .end(new JsonObject()
                            .put("type", "urn:registry:problem:body-too-long")
                            .put("title", "Content Too Large")
                            .put("status", 413)
                            .put("code", "body-too-long")
                            .put("detail", "a body is at most " + most + " bytes; send many retirements as a batch")
                            .put("instance", context.normalizedPath())
                            .toBuffer());
            return;
        }
        context.next();
    }
}
