package org.carbonregistry.publicapi.page;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Takes off what other sites hang on a link when someone shares a page ({@code fbclid}, {@code utm_source}, …): a certificate
 * must not turn into a 400 because it was shared. What lies under {@code /v1} stays strict.
 */
public class TrackingParameters {

    private static final Set<String> NAMES = Set.of("fbclid", "gclid", "msclkid", "mc_cid", "mc_eid", "igshid");

    @ServerRequestFilter(preMatching = true)
    public void takeOff(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        if (path.startsWith("/v1/") || path.startsWith("/q/")) {
            return;
        }
        List<String> foreign = request.getUriInfo().getQueryParameters().keySet().stream()
                .filter(name -> NAMES.contains(name) || name.startsWith("utm_"))
                .toList();
        if (!foreign.isEmpty()) {
            UriBuilder clean = request.getUriInfo().getRequestUriBuilder();
            foreign.forEach(name -> clean.replaceQueryParam(name, (Object[]) null));
            request.setRequestUri(clean.build());
        }
    }
}
