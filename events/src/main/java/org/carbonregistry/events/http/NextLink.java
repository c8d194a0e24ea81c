package org.carbonregistry.events.http;

import jakarta.inject.Singleton;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Where the next page of a list is, as a {@code Link} header (RFC 8288) with the same filters. Under the public address of the
 * service ({@code registry.public.address}) where one is set; otherwise relative, because the name under which a request came in
 * is the client's word.
 */
@Singleton
public class NextLink {

    private final Optional<String> publicAddress;

    NextLink(@ConfigProperty(name = "registry.public.address") Optional<String> publicAddress) {
        this.publicAddress = publicAddress;
    }

    /** Every {@link Paged} answer that is not the last one gets it by itself, before others turn it into bytes. */
    @ServerResponseFilter(priority = Priorities.USER + 1000)
    public void add(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Paged page && page.next() != null) {
            response.getHeaders().putSingle("Link", to(request.getUriInfo(), page.next()));
        }
    }

    private String to(UriInfo request, String cursor) {
        URI next = request.getRequestUriBuilder()
                .replaceQueryParam("cursor", cursor)
                .build();
        String reference = next.getRawPath() + "?" + next.getRawQuery();
        return "<"
                + publicAddress.map(address -> address.replaceAll("/+$", "")).orElse("")
                + reference
                + ">; rel=\"next\"";
    }
}
