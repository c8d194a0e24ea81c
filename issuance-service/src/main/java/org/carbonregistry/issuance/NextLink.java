package org.carbonregistry.issuance;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URI;
import org.carbonregistry.events.http.Page;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** A page that is not the last one also names the next one in a {@code Link} header (RFC 8288). */
class NextLink {

    @ServerResponseFilter
    public void add(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Page<?> page && page.next() != null) {
            URI next = request.getUriInfo()
                    .getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build();
            response.getHeaders().add("Link", "<" + next + ">; rel=\"next\"");
        }
    }
}
