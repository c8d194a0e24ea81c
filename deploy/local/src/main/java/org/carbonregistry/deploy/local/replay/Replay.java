package org.carbonregistry.deploy.local.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.carbonregistry.deploy.embedded.ProjectFolder;
import org.carbonregistry.deploy.local.RunFile;
import org.carbonregistry.deploy.local.demo.RegistryClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Brings the public ledger of another registry into the running one, through the REST interfaces that everybody uses. It
 * keeps nothing of its own: interrupted, it is started again with the same files, and everything names itself.
 */
@Command(
        name = "deploy/local/replay",
        description = "Brings the public ledger of another registry in; started again it goes on where it stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Replay implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @Parameters(index = "0", paramLabel = "ACTIVE", description = "Active units: .csv or .csv.gz")
    private Path active;

    @Parameters(index = "1", paramLabel = "RETIREMENTS", description = "Retirements: .csv or .csv.gz")
    private Path retirements;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "Data folder of the running registry (REGISTRY_DATA, or .registry in the project).")
    private Path data;

    @Option(
            names = "--program",
            defaultValue = "VCS",
            description = "Code of the programme it is brought into (${DEFAULT-VALUE}).")
    private String program;

    @Option(names = "--registry", defaultValue = "verra", description = "The source registry (${DEFAULT-VALUE}).")
    private String registry;

    @Option(
            names = "--out",
            paramLabel = "FOLDER",
            description = "Where rejects.csv and findings.csv are written (replay in the data folder).")
    private Path outFolder;

    @Option(
            names = "--batch-lines",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Retirements in one batch; four batches are on their way (${DEFAULT-VALUE}).")
    private int batchLines;

    @Option(names = "--plan-only", description = "Say what would be done; no registry is needed.")
    private boolean planOnly;

    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final boolean terminal = System.console() != null;
    private final List<String> times = new ArrayList<>();

    /** The code is 0 when everything was brought in and all figures agree. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Replay())
                .setExecutionExceptionHandler((e, commandLine, parsed) -> {
                    System.err.println("The replay stopped: " + e.getMessage());
                    System.err.println("Nothing is lost: start it again with the same files and it goes on.");
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        long began = System.nanoTime();
        SourceLedger source = ReadSource.read(active, retirements);
        ReplayPlan plan = PlanReplay.plan(registry, source);
        took("reading and planning", began);
        say(plan);
        ReplayFiles files =
                new ReplayFiles(outFolder != null ? outFolder : dataFolder().resolve("replay"));
        files.writeRejects(plan.rejected());
        files.writeFindings(plan.findings());
        out.println("  rejected rows: " + files.rejects());
        out.println("  findings:      " + files.findings());
        return planOnly || bringIn(source, plan, files) ? 0 : 1;
    }

    private boolean bringIn(SourceLedger source, ReplayPlan plan, ReplayFiles files)
            throws IOException, InterruptedException {
        if (!RunFile.exists(dataFolder())) {
            throw new IllegalStateException("no registry runs on " + dataFolder() + ": start one with deploy/local/up");
        }
        RegistryClient client = new RegistryClient(RunFile.read(dataFolder()), PATIENCE);
        SourceFacts facts = new SourceFacts(program, registry);
        try (PeakMemory memory = new PeakMemory(() -> RunFile.read(dataFolder()))) {
            long began = System.nanoTime();
            String account = new OpenProgram(client, facts).run(plan);
            Map<String, String> names;
            try (Progress progress = new Progress(out, "blocks", plan.blocks().size(), terminal)) {
                names = new IssueBlocks(client, facts, account).run(plan, progress);
            }
            took("projects, verifications and issuances", began);

            began = System.nanoTime();
            List<RejectedRow> refused;
            long completed;
            try (Progress progress =
                    new Progress(out, "retirements", plan.retirements().size(), terminal)) {
                RetireRows retire = new RetireRows(client, facts, source, account, names, progress);
                refused = retire.run(plan.retirements(), batchLines);
                completed = retire.completed();
            }
            took("retirements", began);
            if (!refused.isEmpty()) {
                List<RejectedRow> all = new ArrayList<>(plan.rejected());
                all.addAll(refused);
                files.writeRejects(all);
                out.println("  " + refused.size() + " retirements were refused, see " + files.rejects());
            }

            began = System.nanoTime();
            Reconciliation reconciled = new Reconcile(client, facts, source, plan).run(names, completed, refused);
            took("reconciliation, with the ledger's audit", began);
            say(reconciled, plan, memory.megabytes());
            return reconciled.agrees() && refused.isEmpty();
        }
    }

    private void say(ReplayPlan plan) {
        out.printf(
                "%s: %,d projects, %,d blocks, %,d units to issue, %,d to retire in %,d retirements; %,d rows rejected%n",
                program,
                plan.projects().size(),
                plan.blocks().size(),
                plan.issued(),
                plan.retired(),
                plan.retirements().size(),
                plan.rejected().size());
    }

    private void say(Reconciliation reconciled, ReplayPlan plan, Map<String, Long> megabytes) {
        out.println();
        out.print(reconciled.table());
        out.println();
        out.println("  auditor of the ledger: "
                + (reconciled.auditFindings().isEmpty() ? "clean" : String.join("\n    ", reconciled.auditFindings())));
        out.printf(
                "  blocks compared one by one with public-api: %,d",
                plan.blocks().size());
        out.println(reconciled.differentBlocks().isEmpty() ? ", all the same" : "; these differ:");
        reconciled.differentBlocks().forEach(block -> out.println("    " + block));
        out.println("  findings in the source:");
        plan.findings().stream()
                .collect(Collectors.groupingBy(Finding::kind, java.util.TreeMap::new, Collectors.counting()))
                .forEach((kind, count) -> out.printf("    %,6d  %s%n", count, kind));
        out.println();
        times.forEach(line -> out.println("  " + line));
        megabytes.forEach((name, most) -> out.printf("  %-20s at most %,5d MB%n", name, most));
        out.println();
        out.println(reconciled.agrees() ? "Everything agrees." : "NOT everything agrees, see above.");
    }

    private void took(String phase, long began) {
        times.add(String.format("%-42s %6.1f s", phase, (System.nanoTime() - began) / 1e9));
    }

    private Path dataFolder() {
        if (data != null) {
            return data.toAbsolutePath().normalize();
        }
        String given = System.getenv("REGISTRY_DATA");
        return given != null ? Path.of(given) : ProjectFolder.root().resolve(".registry");
    }
}
