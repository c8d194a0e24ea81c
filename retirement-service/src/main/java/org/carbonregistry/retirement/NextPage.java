package org.carbonregistry.retirement;

import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.events.http.Page;
import org.jboss.resteasy.reactive.RestResponse;

/** A page with the link to the next one (RFC 8288), with the same filters. */
public final class NextPage {

    private NextPage() {}

    public static <T> RestResponse<Page<T>> linked(Page<T> page, UriInfo uri) {
        RestResponse.ResponseBuilder<Page<T>> answer = RestResponse.ResponseBuilder.ok(page);
        if (page.next() != null) {
            String next = uri.getRequestUriBuilder()
                    .replaceQueryParam("cursor", page.next())
                    .build()
                    .toString();
            answer.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return answer.build();
    }
}
