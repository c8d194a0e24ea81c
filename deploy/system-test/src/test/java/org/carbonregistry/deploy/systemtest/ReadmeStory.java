package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.carbonregistry.deploy.local.RunFile;

/**
 * The story by hand in the top README: each command as it stands there, and what it printed. It is played against a running
 * registry; ports and data folder are the only things replaced.
 */
final class ReadmeStory {

    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);

    private final List<Step> steps;

    /**
     * A command, and what it printed.
     *
     * @param printed empty when the README shows no output
     */
    record Step(String command, String printed) {

        /** Whether it may be repeated until it prints what it should: it only reads. */
        boolean onlyReads() {
            return !command.contains("-d '") && !command.contains("-X POST");
        }
    }

    private ReadmeStory(List<Step> steps) {
        this.steps = steps;
    }

    static ReadmeStory read() {
        try {
            String readme = Files.readString(ProjectFolder.root().resolve("README.md"));
            return of(readme);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The steps of the chapter that begins with "## The story by hand". */
    static ReadmeStory of(String readme) {
        String chapter = readme.split("(?m)^## The story by hand.*$", 2)[1].split("(?m)^## ", 2)[0];
        List<Step> steps = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(chapter);
        while (blocks.find()) {
            boolean command = blocks.group(1).equals("bash");
            if (command) {
                steps.add(new Step(blocks.group(2).strip(), ""));
            } else {
                Step last = steps.remove(steps.size() - 1);
                steps.add(new Step(last.command(), blocks.group(2).strip()));
            }
        }
        return new ReadmeStory(steps);
    }

    List<Step> steps() {
        return steps;
    }

    /** Plays all steps in order and compares what they print, apart from what is new in every run. */
    void play(RunningRegistry registry) {
        RunFile run = registry.run();
        try (Shell shell = new Shell(
                ProjectFolder.root(), Map.of("REGISTRY_DATA", registry.data().toString()))) {
            for (Step step : steps) {
                play(step, shell, run);
            }
        }
    }

    private static void play(Step step, Shell shell, RunFile run) {
        String command = step.command()
                .replace("localhost:8080", place(run.publicApi()))
                .replace("localhost:8081", place(run.issuance()))
                .replace("localhost:8082", place(run.account()))
                .replace("localhost:8083", place(run.retirement()));
        List<String> printed = new ArrayList<>();
        printed.add(shell.run(command));
        if (step.onlyReads() && !Masked.of(printed.get(0)).shows(Masked.of(step.printed()))) {
            // Somebody at a keyboard is slower than the messages between the services; this test is not.
            try {
                Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> {
                    printed.add(shell.run(command));
                    return Masked.of(printed.get(printed.size() - 1)).shows(Masked.of(step.printed()));
                });
            } catch (ConditionTimeoutException neverSo) {
                // Compared below, with a message that shows both.
            }
        }
        String last = printed.get(printed.size() - 1);
        if (!Masked.of(last).shows(Masked.of(step.printed()))) {
            assertEquals(step.printed(), last, "What the README's command prints: " + step.command());
        }
    }

    private static String place(String url) {
        return url.substring("http://".length());
    }
}
