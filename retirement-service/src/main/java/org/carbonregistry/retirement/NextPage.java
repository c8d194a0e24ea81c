package org.carbonregistry.retirement;

import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestResponse;

/** Which page is asked for, and a page with the link to the next one (RFC 8288), with the same filters. */
public final class NextPage {

    private NextPage() {}

    /** How many items a page may hold; refuses by name what is no such number. */
    public static int limit(String asked) {
        Long number = number("limit", asked);
        return Limit.of(number == null ? null : (int) Math.max(Integer.MIN_VALUE, Math.min(number, Integer.MAX_VALUE)));
    }

    /** A whole number, or null when the parameter is absent; refuses by name what is none. */
    public static Long number(String parameter, String asked) {
        try {
            return asked == null ? null : Long.valueOf(asked);
        } catch (NumberFormatException e) {
            throw new Refused(
                    EdgeRefusal.INVALID_PARAMETER, parameter + " is a whole number, not '" + asked + "'", parameter);
        }
    }

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
