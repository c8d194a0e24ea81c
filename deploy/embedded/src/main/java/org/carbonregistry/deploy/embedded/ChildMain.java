package org.carbonregistry.deploy.embedded;

import java.util.Arrays;

/** Runs another main class in a process that ends with its parent, even when the parent ends by SIGKILL. */
public final class ChildMain {

    private ChildMain() {}

    /**
     * Becomes the other program.
     *
     * @param arguments the name of its main class, then its own arguments
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        ParentProcess.endWithIt();
        String[] own = Arrays.copyOfRange(arguments, 1, arguments.length);
        Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) own);
    }
}
