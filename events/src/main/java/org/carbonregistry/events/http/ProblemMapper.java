package org.carbonregistry.events.http;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.oidc.OIDCException;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.events.inbox.TransientFailure;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.events.wire.MessageTooLarge;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns every failure into a problem document. An unforeseen one says nothing of its inside. */
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public Response refused(Refused refused, UriInfo uri) {
        Response response = Problem.of(refused.reason(), refused.getMessage(), refused.pointer(), path(uri))
                .response();
        return refused.reason().retryable()
                ? Response.fromResponse(response)
                        .header(IdempotencyKeys.RETRYABLE, true)
                        .build()
                : response;
    }

    @ServerExceptionMapper
    public Response tooLarge(MessageTooLarge tooLarge, UriInfo uri) {
        String detail = "what follows from this request would take up " + tooLarge.bytes()
                + " bytes in one message, and " + Message.MOST_BYTES + " are the most; ask for less at a time";
        return problem(EdgeRefusal.MESSAGE_TOO_LARGE.status(), EdgeRefusal.MESSAGE_TOO_LARGE.code(), detail, null, uri);
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException mismatch, UriInfo uri) {
        return body(mismatch, uri);
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, UriInfo uri) {
        Response response = failure.getResponse();
        if (failure.getCause() instanceof com.fasterxml.jackson.core.JsonProcessingException json) {
            return body(json, uri);
        }
        if (response.hasEntity() || response.getStatus() < 400) {
            return response;
        }
        int status = response.getStatus();
        String code = status == 404
                ? EdgeRefusal.NOT_FOUND.code()
                : status == 400 ? EdgeRefusal.INVALID_PARAMETER.code() : "http-" + status;
        return problem(status, code, status >= 500 ? null : failure.getMessage(), null, uri);
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    public Response unauthenticated(RuntimeException failure, UriInfo uri) {
        if (failure.getCause() instanceof OIDCException) {
            return unavailable(uri);
        }
        return problem(401, EdgeRefusal.UNAUTHENTICATED.code(), "a valid bearer token is needed", null, uri);
    }

    @ServerExceptionMapper
    public Response incomplete(AuthenticationCompletionException failure, UriInfo uri) {
        return problem(401, EdgeRefusal.UNAUTHENTICATED.code(), "a valid bearer token is needed", null, uri);
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException failure, UriInfo uri) {
        return problem(403, EdgeRefusal.FORBIDDEN.code(), "your roles do not allow this", null, uri);
    }

    @ServerExceptionMapper
    public Response issuerAway(OIDCException failure, UriInfo uri) {
        LOG.warnf("the token issuer cannot be reached: %s", failure.getMessage());
        return unavailable(uri);
    }

    @ServerExceptionMapper
    public Response unforeseen(Throwable failure, UriInfo uri) {
        if (TransientFailure.is(failure)) {
            LOG.warnf("answered 503: %s", failure.getMessage());
            return unavailable(uri);
        }
        LOG.error("unforeseen failure", failure);
        return problem(500, "unforeseen", null, null, uri);
    }

    private static Response unavailable(UriInfo uri) {
        return problem(503, "unavailable", "something this service needs is away for a moment; try again", null, uri);
    }

    private static Response body(com.fasterxml.jackson.core.JsonProcessingException json, UriInfo uri) {
        Refused refused = UnfitField.refused(json, "the body");
        return Problem.of(refused.reason(), refused.getMessage(), refused.pointer(), path(uri))
                .response();
    }

    private static String path(UriInfo uri) {
        return uri == null ? null : uri.getRequestUri().getPath();
    }

    private static Response problem(int status, String code, String detail, String pointer, UriInfo uri) {
        return Problem.of(status, code, status == 503, detail, pointer, path(uri))
                .response();
    }
}
