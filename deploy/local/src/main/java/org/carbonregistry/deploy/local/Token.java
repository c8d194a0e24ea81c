package org.carbonregistry.deploy.local;

import java.nio.file.Path;

/** Prints a bearer token of a demo user; {@code deploy/local/token} uses it where there is no curl. */
public final class Token {

    private Token() {}

    /**
     * Prints it.
     *
     * @param arguments the user, and the data folder
     */
    public static void main(String[] arguments) {
        System.out.println(RunFile.read(Path.of(arguments[1])).token(arguments[0]));
    }
}
