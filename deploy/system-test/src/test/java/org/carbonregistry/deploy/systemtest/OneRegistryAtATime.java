package org.carbonregistry.deploy.systemtest;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the tests their registry. Starting one takes half a minute on a small machine, so classes that want the same kind
 * share it, and no two run side by side.
 */
final class OneRegistryAtATime implements ParameterResolver {

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(OneRegistryAtATime.class);

    /** Closed by JUnit at the end of all tests. */
    private static final class Holder implements ExtensionContext.Store.CloseableResource {

        private final Map<Integer, RuntimeException> failed = new HashMap<>();
        private RunningRegistry current;

        // What does not start is not tried again for every test: each would wait for minutes.
        RunningRegistry withReplicas(int replicas) {
            if (failed.containsKey(replicas)) {
                throw failed.get(replicas);
            }
            if (current == null || current.replicas() != replicas) {
                close();
                try {
                    current = RunningRegistry.start(replicas);
                } catch (RuntimeException e) {
                    failed.put(replicas, e);
                    throw e;
                }
            }
            return current;
        }

        @Override
        public void close() {
            if (current != null) {
                current.close();
                current = null;
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == RunningRegistry.class;
    }

    @Override
    public RunningRegistry resolveParameter(ParameterContext parameter, ExtensionContext context) {
        int replicas =
                context.getRequiredTestClass().getAnnotation(Replicas.class).value();
        return context.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent("registry", key -> new Holder(), Holder.class)
                .withReplicas(replicas);
    }
}
