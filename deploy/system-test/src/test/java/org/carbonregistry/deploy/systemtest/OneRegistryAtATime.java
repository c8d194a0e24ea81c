package org.carbonregistry.deploy.systemtest;

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

        private RunningRegistry current;

        RunningRegistry withReplicas(int replicas) {
            if (current == null || current.replicas() != replicas) {
                close();
                current = RunningRegistry.start(replicas);
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
