package org.carbonregistry.deploy.systemtest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** One bash that keeps its functions and variables from command to command, as the terminal of a reader does. */
final class Shell implements AutoCloseable {

    private final Process bash;
    private final Writer input;
    private final BufferedReader output;

    Shell(Path folder, Map<String, String> environment) {
        try {
            ProcessBuilder builder = new ProcessBuilder("bash", "--noprofile", "--norc")
                    .directory(folder.toFile())
                    .redirectErrorStream(true);
            builder.environment().putAll(environment);
            bash = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        input = new OutputStreamWriter(bash.getOutputStream(), StandardCharsets.UTF_8);
        output = new BufferedReader(new InputStreamReader(bash.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Runs commands as they stand; returns what they print, on either stream. */
    String run(String commands) {
        String end = "end-" + UUID.randomUUID();
        try {
            input.write(commands + "\nprintf '\\n%s\\n' " + end + "\n");
            input.flush();
            StringBuilder printed = new StringBuilder();
            for (String line = output.readLine(); !end.equals(line); line = output.readLine()) {
                if (line == null) {
                    throw new IllegalStateException("The shell ended: " + printed);
                }
                printed.append(line).append('\n');
            }
            return printed.toString().strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        bash.destroy();
    }
}
