package org.carbonregistry.events.http;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.Set;

/** Bodies are UTF-8 (RFC 8259). One that says or shows another encoding is refused, before a parser guesses. */
@Provider
@Priority(Priorities.USER - 500)
public class Utf8Body implements ReaderInterceptor {

    private static final Set<String> FIT = Set.of("utf-8", "utf8", "us-ascii");

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        MediaType type = context.getMediaType();
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        if (charset != null && !FIT.contains(charset.toLowerCase(Locale.ROOT))) {
            throw new Refused(EdgeRefusal.UNSUPPORTED_CHARSET, "a body is UTF-8, not " + charset, "Content-Type");
        }
        PushbackInputStream body = new PushbackInputStream(context.getInputStream(), 4);
        byte[] first = body.readNBytes(4);
        if (showsAnother(first)) {
            throw new Refused(EdgeRefusal.MALFORMED_BODY, "a body is UTF-8, and this one is encoded otherwise", null);
        }
        body.unread(first);
        context.setInputStream(body);
        return context.proceed();
    }

    /**
     * Whether a text is encoded otherwise: it has a byte order mark of UTF-16, or a zero byte where JSON begins: of UTF-16 or UTF-32.
     *
     * @param first its first bytes
     */
    public static boolean showsAnother(byte[] first) {
        if (first.length >= 2
                && ((first[0] & 0xff) == 0xfe && (first[1] & 0xff) == 0xff
                        || (first[0] & 0xff) == 0xff && (first[1] & 0xff) == 0xfe)) {
            return true;
        }
        for (byte b : first) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }
}
