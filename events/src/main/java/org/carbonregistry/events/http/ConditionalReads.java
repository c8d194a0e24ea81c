package org.carbonregistry.events.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Every read of one thing or of a page has a strong {@code ETag}, the hash of its bytes, unless its resource gave it one; a client
 * that has these bytes gets 304. What was asked for with a token only the client itself may keep; what anyone may read, caches
 * may, too. All ask before they use it again: what was just retired is seen at once.
 */
@Singleton
public class ConditionalReads {

    private final ObjectMapper mapper;

    ConditionalReads(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** After whatever else looks at the answer: it makes bytes of it. */
    @ServerResponseFilter(priority = Priorities.USER - 4000)
    public void tag(ContainerRequestContext request, ContainerResponseContext response) throws JsonProcessingException {
        if (!request.getMethod().equals("GET")
                || response.getStatus() != 200
                || response.getHeaders().containsKey(HttpHeaders.ETAG)
                || !request.getUriInfo().getPath().startsWith("/v1/")) {
            return;
        }
        boolean forOne = request.getHeaders().containsKey(HttpHeaders.AUTHORIZATION);
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, forOne ? "private, no-cache" : "public, no-cache");
        response.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        if (!(response.getEntity() instanceof Record read)
                || response.getMediaType() != null
                        && !response.getMediaType().isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return;
        }
        byte[] body = mapper.writeValueAsBytes(read);
        String tag = "\"" + hash(body) + "\"";
        response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
        if (matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
            response.setStatus(304);
            response.setEntity(null);
        } else {
            response.setEntity(body, null, MediaType.APPLICATION_JSON_TYPE);
        }
    }

    /** RFC 9110: weak comparison, a list or {@code *}. */
    static boolean matches(String ifNoneMatch, String tag) {
        return ifNoneMatch != null
                && Arrays.stream(ifNoneMatch.split(","))
                        .map(String::strip)
                        .map(given -> given.startsWith("W/") ? given.substring(2) : given)
                        .anyMatch(given -> given.equals("*") || given.equals(tag));
    }

    private static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
