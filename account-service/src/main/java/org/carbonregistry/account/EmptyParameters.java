package org.carbonregistry.account;

import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A parameter that is named and left empty is refused: taken for absent, {@code asOf=} would be answered with the present and
 * {@code organisation=} with everyone's.
 */
public class EmptyParameters {

    @ServerRequestFilter
    public void check(UriInfo uri) {
        for (Map.Entry<String, List<String>> parameter :
                uri.getQueryParameters().entrySet()) {
            if (parameter.getValue().stream().anyMatch(String::isEmpty)) {
                throw new Refused(
                        EdgeRefusal.INVALID_PARAMETER, parameter.getKey() + " has no value", parameter.getKey());
            }
        }
    }
}
