package org.carbonregistry.account.pack;

import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.connection;
import static org.carbonregistry.account.Registry.knowPrograms;
import static org.carbonregistry.account.Registry.newHolder;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.BlockDescription;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statement, past and pack of an account that retired half a million times within ten days: what it takes. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
@Tag("nightly")
class LongHistoryIT {

    private static final Logger LOG = Logger.getLogger(LongHistoryIT.class);
    private static final int RETIREMENTS = 500_000;
    private static final LocalDate FROM = LocalDate.now(ZoneOffset.UTC).minusDays(12);
    private static final LocalDate TO = FROM.plusDays(9);

    @Test
    void aLongHistoryIsToldPageByPage() throws Exception {
        knowPrograms();
        Holder owner = newHolder();
        BlockDescription block = blockOrder(Registry.CLOSED_PROGRAM, owner.account(), RETIREMENTS + 1, 0)
                .description();
        write(owner, block);
        try {
            String statement = "/v1/accounts/" + owner.account() + "/statement?from=";
            String holder = TestTokens.token("anna", owner.organisation(), "holder");
            timed(
                    "statement of one day, JSON page of 1000",
                    () -> lines(statement + FROM + "&limit=1000", holder, "application/json"));
            long lines = timed("statement of one day, CSV", () -> lines(statement + FROM, holder, "text/csv"));
            assertEquals(RETIREMENTS / 10 + 4, lines);
            lines = timed(
                    "statement of ten days, CSV", () -> lines(statement + FROM + "&to=" + TO, holder, "text/csv"));
            assertEquals(RETIREMENTS + 4, lines);
            timed(
                    "holdings as of the first day",
                    () -> lines(
                            "/v1/accounts/" + owner.account() + "/holdings?asOf=" + FROM + "T12:00:00Z",
                            holder,
                            "application/json"));
            timed(
                    "history, newest 100",
                    () -> lines("/v1/transactions?account=" + owner.account(), holder, "application/json"));
            String auditor = TestTokens.token("otto", "audit-house", "auditor");
            timed(
                    "holders of the block in the middle",
                    () -> lines(
                            "/v1/blocks/" + block.block() + "/holders?asOf=" + RETIREMENTS / 2,
                            auditor,
                            "application/json"));
            long rows = timed("pack of ten days", () -> pack(auditor));
            assertTrue(rows > RETIREMENTS, "rows: " + rows);
        } finally {
            clear(block);
        }
    }

    private interface Reading {
        long read() throws IOException;
    }

    private static long timed(String what, Reading reading) throws IOException {
        long start = System.nanoTime();
        long count = reading.read();
        LOG.infof("%s: %d lines in %d ms", what, count, (System.nanoTime() - start) / 1_000_000);
        return count;
    }

    private static InputStream open(String path, String token, String accept) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(RestAssured.baseURI + ":" + RestAssured.port + path)
                        .toURL()
                        .openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Accept", accept);
        assertEquals(200, connection.getResponseCode(), path);
        return connection.getInputStream();
    }

    private static long lines(String path, String token, String accept) throws IOException {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(open(path, token, accept), StandardCharsets.UTF_8))) {
            return in.lines().count();
        }
    }

    private static long pack(String token) throws IOException {
        long rows = 0;
        try (ZipInputStream in =
                new ZipInputStream(open("/v1/audit/pack?from=" + FROM + "&to=" + TO, token, "application/zip"))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] some = new byte[65536];
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    for (int i = 0; i < read; i++) {
                        rows += some[i] == '\n' ? 1 : 0;
                    }
                }
            }
        }
        return rows;
    }

    /** Written by the owner of the tables, without commitments: no audit may run meanwhile. */
    private static void write(Holder owner, BlockDescription b) throws SQLException {
        String account = owner.account().substring(1);
        String retired = "(select id from account where kind = 'retired' and program = '" + b.program() + "')";
        String id = "(select id from block where name = '" + b.block() + "')";
        String day = "timestamptz '" + FROM + " 00:00:00Z'";
        try (Connection c = connection("account_owner");
                Statement s = c.createStatement()) {
            c.setAutoCommit(false);
            s.execute(
                    """
                    insert into block (name, program, project, project_code, country, block_number, vintage_start, vintage_end,
                      unit_kilograms, quantity, issuance, next_number)
                    values ('%s', '%s', '%s', '%s', 'KE', %d, '2023-01-01', '2023-12-31', 1000, %d, gen_random_uuid(), %d)
                    """
                            .formatted(
                                    b.block(),
                                    b.program(),
                                    b.project(),
                                    b.projectCode(),
                                    b.blockNumber(),
                                    b.quantity(),
                                    RETIREMENTS + 2));
            s.execute("insert into movement select " + id + ", 1, 1, " + b.quantity() + ", null, " + account
                    + ", 'opened', gen_random_uuid(), " + day
                    + ", null, 'opening', 'rosa', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')");
            s.execute("insert into movement select " + id + ", i + 1, i, i, " + account + ", " + retired
                    + ", 'retired', gen_random_uuid(), " + day + " + i * interval '10 days' / " + (RETIREMENTS + 1)
                    + ", null, 'retirement', 'anna', decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')"
                    + " from generate_series(1, " + RETIREMENTS + ") i");
            s.execute(
                    "insert into ledger_transaction (id, kind, fingerprint, actor, recorded_at) select transaction_id,"
                            + " case kind when 'opened' then 'opening' else 'retirement' end, decode(repeat('00', 32), 'hex'),"
                            + " actor, recorded_at from movement where block_id = " + id);
            s.execute("insert into holding (block_id, account_id, first_unit, last_unit) values (" + id + ", " + retired
                    + ", 1, " + RETIREMENTS + "), (" + id + ", " + account + ", " + b.quantity() + ", " + b.quantity()
                    + ")");
            c.commit();
            c.setAutoCommit(true);
            s.execute("analyze movement, ledger_transaction, holding");
        }
    }

    private static void clear(BlockDescription b) throws SQLException {
        String id = "(select id from block where name = '" + b.block() + "')";
        asOwner(
                "delete from ledger_transaction where id in (select transaction_id from movement where block_id = " + id
                        + ")",
                "delete from holding where block_id = " + id,
                "delete from movement where block_id = " + id,
                "delete from block where name = '" + b.block() + "'");
    }
}
