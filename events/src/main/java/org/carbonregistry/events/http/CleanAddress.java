package org.carbonregistry.events.http;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** No address and no parameter holds a control character: nothing is named so, and the database takes no zero byte. */
public class CleanAddress {

    @ServerRequestFilter
    public void check(UriInfo uri) {
        if (dirty(uri.getPath())) {
            throw new Refused(EdgeRefusal.NOT_FOUND, "there is nothing at this address", null);
        }
        for (Map.Entry<String, List<String>> parameter :
                uri.getQueryParameters().entrySet()) {
            if (parameter.getValue().stream().anyMatch(CleanAddress::dirty)) {
                throw new Refused(EdgeRefusal.INVALID_PARAMETER, "it holds a control character", parameter.getKey());
            }
        }
    }

    private static boolean dirty(String text) {
        return text.chars().anyMatch(Character::isISOControl);
    }
}
