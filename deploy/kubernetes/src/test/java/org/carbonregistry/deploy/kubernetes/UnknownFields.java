package org.carbonregistry.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.AnyType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The fields of a document that its model does not know. The models swallow them silently into
 * {@code additionalProperties}, so every getter is followed and that map must be empty everywhere.
 */
final class UnknownFields {

    private final List<String> found = new ArrayList<>();

    private UnknownFields() {}

    /** The paths of the unknown fields; empty when the model knows them all. */
    static List<String> in(Object model) {
        UnknownFields unknown = new UnknownFields();
        unknown.walk("", model);
        return unknown.found;
    }

    private void walk(String path, Object value) {
        if (value instanceof Collection<?> items) {
            int index = 0;
            for (Object item : items) {
                walk(path + "[" + index++ + "]", item);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> walk(path + "." + key, item));
        } else if (value != null && isModel(value)) {
            for (Method method : value.getClass().getMethods()) {
                follow(path, value, method);
            }
        }
    }

    private void follow(String path, Object model, Method getter) {
        if (getter.isBridge()
                || getter.getParameterCount() > 0
                || !getter.getName().startsWith("get")) {
            return;
        }
        if (getter.getName().equals("getAdditionalProperties")) {
            ((Map<?, ?>) read(model, getter)).keySet().forEach(field -> found.add(path + "." + field));
        } else if (!getter.getName().equals("getClass")) {
            walk(path + "." + getter.getName().substring(3), read(model, getter));
        }
    }

    private static boolean isModel(Object value) {
        String name = value.getClass().getName();
        return !(value instanceof Enum)
                && !(value instanceof AnyType)
                && (name.startsWith("io.fabric8.") || name.startsWith("io.strimzi."));
    }

    private static Object read(Object model, Method getter) {
        try {
            Object value = getter.invoke(model);
            return value == null && getter.getReturnType() == Map.class ? Map.of() : value;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(getter.toString(), e);
        }
    }
}
