package org.carbonregistry.deploy.embedded;

import java.util.List;

/** The process that started this one. */
final class ParentProcess {

    private static final String PROPERTY = "registry.parent";

    private ParentProcess() {}

    /** What tells a child who its parent is. */
    static List<String> argument() {
        return List.of("-D" + PROPERTY + "=" + ProcessHandle.current().pid());
    }

    /** Ends this process as soon as its parent has ended, even by SIGKILL: nothing stays behind to hold a port. */
    static void endWithIt() {
        Long parent = Long.getLong(PROPERTY);
        if (parent != null) {
            ProcessHandle.of(parent)
                    .ifPresentOrElse(
                            process -> process.onExit()
                                    .thenRun(() -> Runtime.getRuntime().halt(1)),
                            () -> Runtime.getRuntime().halt(1));
        }
    }
}
