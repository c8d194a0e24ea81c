package org.carbonregistry.deploy.embedded;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The process that started this one. */
public final class ParentProcess {

    private static final String PROPERTY = "registry.parent";
    private static final long LOOK_EVERY_NANOS = 300_000_000;

    private ParentProcess() {}

    /** What tells a Java child of the present process who its parent is. */
    public static List<String> argument() {
        return List.of("-D" + PROPERTY + "=" + ProcessHandle.current().pid());
    }

    /** Ends this process as soon as its parent has ended, even by SIGKILL: nothing stays behind to hold a port. */
    public static void endWithIt() {
        whenItEnds(() -> Runtime.getRuntime().halt(1));
    }

    /** Calls back when the parent has ended; does nothing when nobody said who the parent is. */
    public static void whenItEnds(Runnable callback) {
        Long parent = Long.getLong(PROPERTY);
        if (parent == null) {
            return;
        }
        Thread watch = new Thread(
                () -> {
                    while (isParent(parent)) {
                        LockSupport.parkNanos(LOOK_EVERY_NANOS);
                    }
                    callback.run();
                },
                "parent watch");
        watch.setDaemon(true);
        watch.start();
    }

    // Not "is it alive": a killed parent that nobody has waited for still counts as alive.
    private static boolean isParent(long pid) {
        return ProcessHandle.current()
                .parent()
                .map(parent -> parent.pid() == pid)
                .orElse(false);
    }
}
