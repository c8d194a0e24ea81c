package org.carbonregistry.deploy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.local.RunFile;

/**
 * Where the time of a scenario goes: the costliest statements of the database server, and a flight recording of each service
 * (to be opened with JDK Mission Control, or {@code jfr view hot-methods}). It costs some of the time that it explains.
 */
final class Explain {

    private static final String TOP =
            """
            select d.datname, s.calls, s.rows, s.total_exec_time as millis,
              regexp_replace(s.query, '\\s+', ' ', 'g') as statement
            from pg_stat_statements s join pg_database d on d.oid = s.dbid
            order by s.total_exec_time desc limit 40
            """;
    private static final List<String> SERVICES =
            List.of("issuance-service", "account-service", "retirement-service", "public-api");
    private static final int SHOWN = 160;

    private final RunFile registry;
    private final Databases databases;
    private final Path folder;

    /**
     * @param folder where the files go
     */
    Explain(RunFile registry, Databases databases, Path folder) {
        this.registry = registry;
        this.databases = databases;
        this.folder = folder;
    }

    void begin() throws SQLException, IOException, InterruptedException {
        Files.createDirectories(folder);
        databases.execute("postgres", "create extension if not exists pg_stat_statements");
        databases.execute("postgres", "select pg_stat_statements_reset()");
        for (RunFile.RunningProcess process : services()) {
            jcmd(process.pid(), "JFR.start", "name=bench", "settings=profile");
        }
    }

    void end(String scenario) throws SQLException, IOException, InterruptedException {
        for (RunFile.RunningProcess process : services()) {
            Path file = folder.resolve(scenario + "-" + process.name() + ".jfr").toAbsolutePath();
            jcmd(process.pid(), "JFR.stop", "name=bench", "filename=" + file);
        }
        StringBuilder text = new StringBuilder("database      calls       rows     millis  us/row  statement\n");
        try (Connection c = databases.open("postgres");
                Statement statement = c.createStatement();
                ResultSet row = statement.executeQuery(TOP)) {
            while (row.next()) {
                long rows = row.getLong("rows");
                double millis = row.getDouble("millis");
                String query = row.getString("statement");
                text.append(String.format(
                        Locale.ROOT,
                        "%-10s %8d %10d %10.0f %7.1f  %s%n",
                        row.getString("datname"),
                        row.getLong("calls"),
                        rows,
                        millis,
                        rows == 0 ? 0 : millis * 1000 / rows,
                        query.length() <= SHOWN ? query : query.substring(0, SHOWN)));
            }
        }
        Files.writeString(folder.resolve(scenario + "-statements.txt"), text.toString());
    }

    private List<RunFile.RunningProcess> services() {
        return registry.processes().stream()
                .filter(process -> SERVICES.contains(process.name()))
                .toList();
    }

    private static void jcmd(long pid, String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid)));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IllegalStateException("jcmd failed: " + command);
        }
    }
}
