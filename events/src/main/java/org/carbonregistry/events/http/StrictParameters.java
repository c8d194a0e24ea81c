package org.carbonregistry.events.http;

import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MultivaluedMap;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * A query parameter that is unknown, that is given twice where one value is wanted, or that is no number where a number is
 * wanted, is refused by name: never ignored, and not a matter of which value comes first.
 */
public class StrictParameters {

    private static final Set<Class<?>> NUMBERS = Set.of(int.class, Integer.class, long.class, Long.class);

    /** What a parameter takes. */
    private record Wanted(Class<?> type) {

        boolean several() {
            return type.isArray() || Collection.class.isAssignableFrom(type);
        }

        boolean fits(String value) {
            if (type == boolean.class || type == Boolean.class) {
                return value.equals("true") || value.equals("false");
            }
            if (!NUMBERS.contains(type)) {
                return true;
            }
            try {
                return type == int.class || type == Integer.class
                        ? Integer.valueOf(value) != null
                        : Long.valueOf(value) != null;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    private final Map<Method, Map<String, Wanted>> known = new ConcurrentHashMap<>();

    @ServerRequestFilter
    public void check(ContainerRequestContext request, ResourceInfo resource) {
        MultivaluedMap<String, String> given = request.getUriInfo().getQueryParameters();
        if (given.isEmpty() || resource == null || resource.getResourceMethod() == null) {
            return;
        }
        Map<String, Wanted> wanted = known.computeIfAbsent(resource.getResourceMethod(), StrictParameters::wanted);
        given.forEach((name, values) -> check(name, values, wanted));
    }

    private static void check(String name, List<String> values, Map<String, Wanted> known) {
        Wanted wanted = known.get(name);
        if (wanted == null) {
            throw new Refused(
                    EdgeRefusal.UNKNOWN_PARAMETER,
                    "unknown parameter '" + name + "'; known here: " + String.join(", ", known.keySet()),
                    name);
        }
        if (values.size() > 1 && !wanted.several()) {
            throw new Refused(EdgeRefusal.INVALID_PARAMETER, name + " is given " + values.size() + " times", name);
        }
        for (String value : values) {
            if (!wanted.fits(value)) {
                throw new Refused(
                        EdgeRefusal.INVALID_PARAMETER,
                        name + " is " + (NUMBERS.contains(wanted.type()) ? "a whole number" : "true or false")
                                + ", not '" + value + "'",
                        name);
            }
        }
    }

    private static Map<String, Wanted> wanted(Method method) {
        Map<String, Wanted> wanted = new TreeMap<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(QueryParam.class)) {
                wanted.put(parameter.getAnnotation(QueryParam.class).value(), new Wanted(parameter.getType()));
            } else if (parameter.isAnnotationPresent(RestQuery.class)) {
                wanted.put(
                        named(parameter.getAnnotation(RestQuery.class), parameter.getName()),
                        new Wanted(parameter.getType()));
            } else if (parameter.isAnnotationPresent(BeanParam.class)) {
                fields(parameter.getType(), wanted);
            }
        }
        return wanted;
    }

    private static void fields(Class<?> bean, Map<String, Wanted> wanted) {
        for (Field field : bean.getDeclaredFields()) {
            if (field.isAnnotationPresent(QueryParam.class)) {
                wanted.put(field.getAnnotation(QueryParam.class).value(), new Wanted(field.getType()));
            } else if (field.isAnnotationPresent(RestQuery.class)) {
                wanted.put(named(field.getAnnotation(RestQuery.class), field.getName()), new Wanted(field.getType()));
            }
        }
    }

    private static String named(RestQuery query, String fallback) {
        return query.value().isEmpty() ? fallback : query.value();
    }
}
