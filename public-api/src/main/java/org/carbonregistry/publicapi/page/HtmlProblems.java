package org.carbonregistry.publicapi.page;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.events.http.Problem;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Turns the problem document of a page into a page. What lies under {@code /v1} keeps its document. */
public class HtmlProblems {

    private static final MediaType HTML = MediaType.valueOf("text/html;charset=UTF-8");

    @ServerResponseFilter
    public Uni<Void> show(ContainerRequestContext request, ContainerResponseContext response, UriInfo uri) {
        if (!(response.getEntity() instanceof Problem problem)
                || uri.getPath().startsWith("/v1/")
                || uri.getPath().startsWith("/q/")) {
            return Uni.createFrom().voidItem();
        }
        String detail = problem.detail() == null ? null : Written.capital(problem.detail()) + ".";
        return Pages.problem(problem.status(), heading(problem.status()), sentence(problem.status()), detail)
                .createUni()
                .invoke(html -> response.setEntity(html, null, HTML))
                .replaceWithVoid();
    }

    private static String heading(int status) {
        return switch (status) {
            case 404 -> "This is not in the register";
            case 400, 422 -> "This address cannot be answered";
            case 503 -> "Not available for a moment";
            default -> status >= 500 ? "Something went wrong here" : "This cannot be done";
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 404 -> "Nothing is recorded under this address. A name or number may be misspelt.";
            case 400, 422 -> "A part of the address is not understood, and nothing is guessed.";
            case 503 -> "Something this register needs is away. Please try again in a minute.";
            default ->
                status >= 500 ? "It is on our side, and it was noted." : "The request was understood and refused.";
        };
    }
}
