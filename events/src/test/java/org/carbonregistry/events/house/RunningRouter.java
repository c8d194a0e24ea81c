package org.carbonregistry.events.house;

import io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper.RequestPath;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.mapping.URITemplate;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/** The endpoints that a running service really has: those of its resources and the routes it adds to the router itself. */
final class RunningRouter {

    private RunningRouter() {}

    static SortedSet<Endpoint> endpoints(Router router) {
        SortedSet<Endpoint> endpoints = new TreeSet<>();
        for (RequestPath<InitialMatch> type :
                ResteasyReactiveRecorder.getCurrentDeployment().getClassMappers()) {
            for (ServerRestHandler handler : type.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    resources(type.template, routing.getMappers(), endpoints);
                }
            }
        }
        for (Route route : router.getRoutes()) {
            if (addedByTheService(route.getPath())) {
                for (HttpMethod method : route.methods() == null ? HttpMethod.values() : route.methods()) {
                    endpoints.add(Endpoint.of(method.name(), openApiForm(route.getPath()), null));
                }
            }
        }
        return endpoints;
    }

    private static void resources(
            URITemplate type, Map<String, RequestMapper<RuntimeResource>> byMethod, SortedSet<Endpoint> into) {
        byMethod.values().forEach(mapper -> mapper.getTemplates().forEach(found -> {
            RuntimeResource resource = found.value;
            if (resource.getHttpMethod() == null) {
                throw new IllegalStateException(
                        "a sub-resource locator cannot be checked: " + resource.getJavaMethodName());
            }
            into.add(Endpoint.of(
                    resource.getHttpMethod(), path(type) + "/" + path(resource.getPath()), resource.getConsumes()));
        }));
    }

    /** Absent for a method without a path of its own. What several methods share by media type does not know its class. */
    private static String path(URITemplate template) {
        return template == null ? "" : template.template;
    }

    /** Quarkus adds its own under {@code /q}, and one for the root of all resources. */
    private static boolean addedByTheService(String path) {
        return path != null && !path.matches("/?\\*?") && !path.equals("/q") && !path.startsWith("/q/");
    }

    private static String openApiForm(String path) {
        return path.replaceAll(":(\\w+)", "{$1}");
    }
}
