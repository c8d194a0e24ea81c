package org.carbonregistry.deploy.local.demo;

import org.carbonregistry.deploy.local.RunFile;

/** Loads the demo registry through the services' public interfaces, as the demo users. */
public final class LoadDemo {

    private LoadDemo() {}

    /**
     * Called on the first start, when all services are ready. It must be repeatable: when it fails, the next start calls
     * it again.
     *
     * @param registry where the services are, and tokens for the demo users
     */
    public static void run(RunFile registry) {}
}
