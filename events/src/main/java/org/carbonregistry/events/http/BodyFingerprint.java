package org.carbonregistry.events.http;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Compares the body with that of the first request under the same Idempotency-Key, before anything is done with it. */
@Provider
public class BodyFingerprint implements ReaderInterceptor {

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (!(context.getProperty(IdempotencyKeys.HELD) instanceof HeldKey key)) {
            return context.proceed();
        }
        byte[] body = context.getInputStream().readAllBytes();
        if (!key.owned()) {
            throw new WebApplicationException(key.answer(body));
        }
        key.body(body);
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }
}
