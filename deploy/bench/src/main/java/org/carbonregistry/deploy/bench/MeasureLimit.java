package org.carbonregistry.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the database server can do at most when every retirement is one durable SQL transaction: pgbench, 16 connections,
 * 1,000 blocks, nothing else at work. The tables lie in a database of their own that is dropped afterwards.
 */
final class MeasureLimit {

    private static final String DATABASE = "bench_limit";
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");
    private static final int CONNECTIONS = 16;

    private final Databases databases;
    private final Path scripts;

    /**
     * @param scripts the folder with {@code create.sql} and {@code retire.sql}
     */
    MeasureLimit(Databases databases, Path scripts) {
        this.databases = databases;
        this.scripts = scripts;
    }

    /** Retirements a second. */
    double run(int seconds) throws SQLException, IOException, InterruptedException {
        databases.execute("postgres", "drop database if exists " + DATABASE + " with (force)");
        databases.execute("postgres", "create database " + DATABASE);
        try {
            databases.execute(DATABASE, Files.readString(scripts.resolve("create.sql")));
            pgbench(Math.max(1, seconds / 5));
            return rate(pgbench(seconds));
        } finally {
            databases.execute("postgres", "drop database if exists " + DATABASE + " with (force)");
        }
    }

    /**
     * The rate pgbench reports.
     *
     * @throws IllegalStateException when it reports none, or that transactions failed
     */
    static double rate(String report) {
        Matcher failed = FAILED.matcher(report);
        if (failed.find() && Long.parseLong(failed.group(1)) > 0) {
            throw new IllegalStateException("transactions of pgbench failed:\n" + report);
        }
        Matcher rate = RATE.matcher(report);
        if (!rate.find()) {
            throw new IllegalStateException("pgbench reports no rate:\n" + report);
        }
        return Double.parseDouble(rate.group(1));
    }

    private String pgbench(int seconds) throws IOException, InterruptedException {
        String[] server = databases.server().split(":");
        List<String> command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared"));
        command.addAll(List.of("-c", Integer.toString(CONNECTIONS), "-j", "2", "-T", Integer.toString(seconds)));
        command.addAll(List.of("-f", scripts.resolve("retire.sql").toString()));
        command.addAll(List.of("-h", server[0], "-p", server[1], "-U", "postgres", DATABASE));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", "postgres");
        Process process = builder.start();
        String report = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("pgbench failed:\n" + report);
        }
        return report;
    }
}
