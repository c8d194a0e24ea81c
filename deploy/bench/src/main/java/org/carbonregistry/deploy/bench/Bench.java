package org.carbonregistry.deploy.bench;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.deploy.local.RunFile;
import org.carbonregistry.deploy.local.demo.RegistryClient;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures a running registry. */
@Command(
        name = "deploy/bench/run",
        description = "Measures how fast the registry is, beside what its database can do at most.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class Bench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LARGE_ISSUANCES = 5;

    @Option(names = "--data", paramLabel = "FOLDER", required = true, description = "The data folder of the registry.")
    private Path data;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where the raw results go.")
    private Path out;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "1",
            description = "How long each scenario goes (${DEFAULT-VALUE}; 10 shows what bloat does).")
    private double minutes;

    @Option(names = "--scenarios", paramLabel = "NAMES", split = ",", description = "Only these: ${sys:scenarios}.")
    private List<String> scenarios;

    @Option(
            names = "--ledger",
            paramLabel = "MOVEMENTS",
            description =
                    "First fill the ledger: 10m lays 10,000,000 movements and 2,000,000 holdings into the same blocks"
                            + " and accounts.")
    private String ledger;

    @Option(names = "--blocks", defaultValue = "1000", description = "Over so many blocks (${DEFAULT-VALUE}).")
    private int blocks;

    @Option(names = "--accounts", defaultValue = "10", description = "Of so many accounts (${DEFAULT-VALUE}).")
    private int accounts;

    @Option(names = "--rate", defaultValue = "2000", description = "Single requests a second (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--slow-rate", defaultValue = "200", description = "And once more so many (${DEFAULT-VALUE}).")
    private double slowRate;

    @Option(names = "--lines", defaultValue = "5000", description = "Lines of a batch (${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--limit-seconds",
            defaultValue = "30",
            description = "How long the limit is measured (${DEFAULT-VALUE}).")
    private int limitSeconds;

    @Option(
            names = "--warm-up-seconds",
            defaultValue = "180",
            description =
                    "Load before the first figure, until nearly all is compiled that often runs (${DEFAULT-VALUE}).")
    private int warmUpSeconds;

    @Option(
            names = "--explain",
            description =
                    "Also say where the time goes: statements of the database, a flight recording of each service.")
    private boolean explain;

    /** Runs; the code is 0 when every target is met, 2 when not. */
    public static void main(String[] arguments) {
        System.setProperty(
                "scenarios",
                String.join(
                        ", ",
                        Arrays.stream(Scenario.values()).map(Scenario::word).toList()));
        System.exit(new CommandLine(new Bench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        RunFile registry = RunFile.read(data);
        Databases databases = new Databases(registry.postgres());
        Machine machine = Machine.read();
        say(machine.toString());
        Map<String, String> durability = databases.durability();
        say("measuring the limit for " + limitSeconds + " s");
        Path scripts = Path.of(System.getProperty("registry.home"), "deploy/bench/limit");
        double limit = new MeasureLimit(databases, scripts).run(limitSeconds);
        say(String.format("the limit is %,.0f retirements a second", limit));

        RegistryClient client = new RegistryClient(registry, PATIENCE);
        String program = "B" + Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase();
        say("registering " + blocks + " blocks of programme " + program);
        PrepareRegister prepare = new PrepareRegister(client, program);
        Register register = prepare.run(accounts, blocks, 1_000_000_000L);
        if (ledger != null) {
            say("filling the ledger with " + ledger);
            new FillLedger(databases, register).run(FillLedger.count(ledger));
        }
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        Processes processes = new Processes(registry);
        Stage stage = new Stage(vertx, registry, client, register, processes, new AtomicLong());
        warmUp(stage);
        Map<Scenario, Figure> measured = new EnumMap<>(Scenario.class);
        Report report = null;
        for (Scenario scenario : wanted()) {
            say("measuring " + scenario.word());
            Explain explained = new Explain(registry, databases, out);
            if (explain) {
                explained.begin();
            }
            Figure figure = measure(scenario, stage, prepare, databases);
            if (explain) {
                explained.end(scenario.word());
            }
            figure = figure.withChecks(new Targets(limit, measured).check(scenario, figure, plannedRate(scenario)));
            measured.put(scenario, figure);
            report = new Report(
                    Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                    String.join(" ", commandLine()),
                    machine,
                    limit,
                    durability,
                    processes.peakMemory(),
                    databases.sizes(),
                    List.copyOf(measured.values()));
            report.write(out);
        }
        vertx.close();
        if (report == null) {
            return 0;
        }
        String text = report.toString();
        Files.writeString(out.resolve("table.txt"), text);
        say("");
        say(text);
        say("raw results: " + out.resolve("results.json").toAbsolutePath().normalize());
        return report.isAllMet() ? 0 : 2;
    }

    private Figure measure(Scenario scenario, Stage stage, PrepareRegister prepare, Databases databases)
            throws Exception {
        Duration duration = Duration.ofMillis(Math.round(minutes * 60_000));
        return switch (scenario) {
            case BULK, BULK_HOT -> new BulkRetirement(stage, scenario.isHot(), lines).run(scenario.word(), duration);
            case SINGLE, SINGLE_HOT, SINGLE_SLOW ->
                new SingleRetirements(stage, scenario.isHot()).run(scenario.word(), plannedRate(scenario), duration);
            case TRANSFERS, TRANSFERS_HOT ->
                new Transfers(stage, scenario.isHot()).run(scenario.word(), plannedRate(scenario), duration);
            case ISSUANCE ->
                new LargeIssuance(stage, prepare, databases).run(scenario.word(), blocks + 1, LARGE_ISSUANCES);
        };
    }

    /** A service that was just started is slow: what it does often is compiled after some thousand times. */
    private void warmUp(Stage stage) throws InterruptedException {
        if (warmUpSeconds <= 0) {
            return;
        }
        say("warming up for about " + warmUpSeconds + " s");
        Duration third = Duration.ofSeconds(Math.max(1, warmUpSeconds / 3));
        new BulkRetirement(stage, false, Math.min(lines, 2000)).run("warm-up", third);
        new SingleRetirements(stage, false).run("warm-up", rate / 4, third);
        new Transfers(stage, false).run("warm-up", rate / 10, third);
    }

    private double plannedRate(Scenario scenario) {
        return scenario == Scenario.SINGLE_SLOW ? slowRate : rate;
    }

    private List<Scenario> wanted() {
        List<Scenario> wanted = new ArrayList<>(List.of(Scenario.values()));
        if (scenarios != null) {
            List<String> known = wanted.stream().map(Scenario::word).toList();
            if (!known.containsAll(scenarios)) {
                throw new CommandLine.ParameterException(
                        new CommandLine(this), "--scenarios knows " + known + ", not " + scenarios);
            }
            wanted.removeIf(scenario -> !scenarios.contains(scenario.word()));
        }
        return wanted;
    }

    private Map<String, String> options() {
        Map<String, String> options = new TreeMap<>();
        options.put("--minutes", Double.toString(minutes));
        options.put("--blocks", Integer.toString(blocks));
        options.put("--accounts", Integer.toString(accounts));
        options.put("--rate", Double.toString(rate));
        options.put("--lines", Integer.toString(lines));
        if (ledger != null) {
            options.put("--ledger", ledger);
        }
        return options;
    }

    private List<String> commandLine() {
        List<String> words = new ArrayList<>(List.of("deploy/bench/run"));
        options().forEach((name, value) -> words.addAll(List.of(name, value)));
        return words;
    }

    private static void say(String line) {
        System.out.println(line);
    }
}
