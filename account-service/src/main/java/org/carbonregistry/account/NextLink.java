package org.carbonregistry.account;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.net.URI;
import org.carbonregistry.account.history.OwnerHistory;
import org.carbonregistry.events.http.Page;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * A page that is not the last one also names the next one in a {@code Link} header (RFC 8288), with the same filters; relative,
 * because the name under which a request came in is the client's word.
 */
public class NextLink {

    @ServerResponseFilter
    public void add(ContainerRequestContext request, ContainerResponseContext response) {
        String next = response.getEntity() instanceof Page<?> page
                ? page.next()
                : response.getEntity() instanceof OwnerHistory history ? history.next() : null;
        if (next != null) {
            URI uri = request.getUriInfo()
                    .getRequestUriBuilder()
                    .replaceQueryParam("cursor", next)
                    .build();
            response.getHeaders()
                    .putSingle("Link", "<" + uri.getRawPath() + "?" + uri.getRawQuery() + ">; rel=\"next\"");
        }
    }
}
