package org.carbonregistry.issuance;

import static org.carbonregistry.issuance.IssuanceWorld.approved;
import static org.carbonregistry.issuance.IssuanceWorld.assertClean;
import static org.carbonregistry.issuance.IssuanceWorld.awaitIssued;
import static org.carbonregistry.issuance.IssuanceWorld.importedProgram;
import static org.carbonregistry.issuance.IssuanceWorld.ok;
import static org.carbonregistry.issuance.IssuanceWorld.program;
import static org.carbonregistry.issuance.IssuanceWorld.registered;
import static org.carbonregistry.issuance.IssuanceWorld.registrar;
import static org.carbonregistry.issuance.IssuanceWorld.requested;
import static org.carbonregistry.issuance.IssuanceWorld.verified;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules the database keeps by itself, against the service's own role; and the audit, which recomputes them all. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "issuance"))
class DatabaseRulesIT {

    @Inject
    Pool pool;

    @BeforeEach
    void start() {
        IssuanceWorld.ledger(pool);
    }

    @Test
    void twoVerifiedPeriodsOfAProjectCannotOverlapInTheDatabase() {
        String verification = verified(registered(program(""), "solar"), 2023, 10);
        assertRefused(
                "verified_periods_do_not_overlap",
                "insert into verification select gen_random_uuid(), project, vvb, date, period_end, period_end,"
                        + " document_sha256, null, null, not_stated, derived, recorded_by, recorded_at from verification"
                        + " where id = '" + verification + "'");
    }

    @Test
    void moreThanWasVerifiedCannotBeTakenInTheDatabase() {
        String verification = verified(registered(program(""), "solar"), 2023, 10);
        assertRefused(
                "issued_is_at_most_verified",
                "update verified_vintage set taken = 11 where verification = '" + verification + "'");
    }

    @Test
    void whoAskedCannotHaveApprovedInTheDatabase() {
        String issuance = requested(verified(registered(program(""), "solar"), 2023, 10));
        assertRefused(
                "four_eyes",
                "update issuance set status = 'approved', decided_by = requested_by where id = '" + issuance + "'");
    }

    @Test
    void oneRegistrarCannotCloseAnImportAloneInTheDatabase() {
        assertRefused(
                "program_check",
                "update program set closing_proposed_by = 'rosa', closing_approved_by = 'rosa', import_state = 'closed'"
                        + " where code = '" + importedProgram() + "'");
    }

    @Test
    void aBlockNumberIsThereOnceInTheDatabase() {
        String issuance = requested(verified(registered(program(""), "solar"), 2023, 10));
        approved(issuance);
        assertRefused(
                "block_program_number_key",
                "insert into block select id || 'x', program, number, issuance, 99, serials, quantity, 0, null from block"
                        + " where issuance = '" + issuance + "'");
    }

    @Test
    void aSourceUnitIsTakenOnceInTheDatabase() {
        String issuance = requested(verified(registered(program(""), "solar"), 2023, 10));
        String row =
                """
                insert into source_range (issuance, vintage, position, first_unit, last_unit, registry, scope, source_first,
                  source_last, serial, contested)
                values ('%s', 1, %d, 1, 10, 'verra', '%s', %d, %d, 's', %s)
                """;
        asService(row.formatted(issuance, 1, issuance, 100, 109, false));
        assertRefused("a_source_unit_is_taken_once", row.formatted(issuance, 2, issuance, 109, 118, false));
        assertRefused("a_source_unit_is_taken_once", row.formatted(issuance, 2, issuance, 109, 118, true));
        asService(row.formatted(issuance, 2, issuance, 200, 209, true));
        asService(row.formatted(issuance, 3, issuance, 205, 214, true));
    }

    @Test
    void theServiceCannotRewriteOrRemoveWhatWasDecided() {
        for (String table :
                List.of("project_history", "register_decision", "validation", "verification", "requested_vintage")) {
            assertRefused("permission denied", "update " + table + " set " + column(table) + " = null where false");
        }
        for (String table : List.of(
                "program",
                "program_counter",
                "methodology",
                "vvb",
                "project",
                "project_history",
                "register_decision",
                "validation",
                "verification",
                "verified_vintage",
                "issuance",
                "requested_vintage",
                "source_range",
                "block",
                "accepted_request")) {
            assertRefused("permission denied", "delete from " + table);
            assertRefused("permission denied", "truncate " + table);
        }
    }

    /** Each rule is broken on purpose, found by the audit by its name, and mended. */
    @Test
    void theAuditFindsWhateverIsBroken() throws SQLException {
        String program = program("\"bufferAppliesTo\":\"all\",\"bufferMinimumBasisPoints\":1000");
        String project = registered(program, "solar");
        String issuance = requested(verified(project, 2023, 10));
        approved(issuance);
        awaitIssued(issuance);
        assertClean();
        String block = "where issuance = '" + issuance + "'";
        assertFound(
                "block-numbers-are-gap-free",
                "update program_counter set last_block = last_block + 1 where program = '" + program + "'",
                "update program_counter set last_block = last_block - 1 where program = '" + program + "'");
        assertFound(
                "what-is-taken-is-what-was-requested",
                "update verified_vintage set taken = 9 where verification in (select verification from issuance where id = '"
                        + issuance + "')",
                "update verified_vintage set taken = 10 where verification in (select verification from issuance where id = '"
                        + issuance + "')");
        assertFound(
                "every-requested-vintage-is-one-block",
                "update block set quantity = 9 " + block,
                "update block set quantity = 10 " + block);
        assertFound(
                "issued-is-at-most-verified",
                "update block set quantity = 11 " + block,
                "update block set quantity = 10 " + block);
        assertFound(
                "issued-means-every-block-is-open",
                "update block set opened_at = null " + block,
                "update block set opened_at = now() " + block);
        assertFound(
                "the-buffer-has-its-share",
                "update block set buffer_quantity = 0 " + block,
                "update block set buffer_quantity = 1 " + block);
        assertFound(
                "states-are-what-the-history-says",
                "update project set status = 'completed' where id = '" + project + "'",
                "update project set status = 'registered' where id = '" + project + "'");
        assertFound(
                "facts-are-gap-free",
                "update project set number = number + 1 where id = '" + project + "'",
                "update project set number = number - 1 where id = '" + project + "'");
        assertFound(
                "periods-lie-in-each-other",
                "update requested_vintage set end_date = '2024-01-01' " + block,
                "update requested_vintage set end_date = '2023-12-31' " + block);
        assertFound(
                "nobody-approved-the-own-request",
                "alter table issuance drop constraint four_eyes;"
                        + "update issuance set requested_by = 'rosa' where id = '" + issuance + "'",
                "update issuance set requested_by = 'dora' where id = '" + issuance + "';"
                        + "alter table issuance add constraint four_eyes"
                        + " check (status not in ('approved', 'issued') or decided_by <> requested_by)");
        assertFound(
                "verified-periods-do-not-overlap",
                "alter table verification drop constraint verified_periods_do_not_overlap;"
                        + "insert into verification select '00000000-0000-0000-0000-0000000000aa', project, vvb, date,"
                        + " period_start, period_end, document_sha256, null, null, not_stated, derived, 'x', recorded_at"
                        + " from verification where project = '" + project + "'",
                "delete from verification where id = '00000000-0000-0000-0000-0000000000aa';"
                        + "alter table verification add constraint verified_periods_do_not_overlap"
                        + " exclude using gist (project with =, daterange(period_start, period_end, '[]') with &&)");
        String source = "insert into source_range (issuance, vintage, position, first_unit, last_unit, registry, scope,"
                + " source_first, source_last, serial, contested) select id, 1, n, 1, 1, 'verra', 'audit', 7, 7, 's', false"
                + " from issuance, generate_series(1, 2) n where id = '" + issuance + "'";
        assertFound(
                "a-source-unit-is-taken-once",
                "alter table source_range drop constraint a_source_unit_is_taken_once;" + source,
                "delete from source_range where scope = 'audit';"
                        + "alter table source_range add constraint a_source_unit_is_taken_once"
                        + " exclude using gist (registry with =, scope with =, int8range(source_first, source_last, '[]')"
                        + " with &&, dispute with &&) where (not released)");
        assertClean();
    }

    private static void assertFound(String rule, String breaking, String mending) throws SQLException {
        Superuser.run(breaking);
        JsonPath audit;
        try {
            audit = ok(registrar().get("/v1/audit"));
        } finally {
            Superuser.run(mending);
        }
        assertEquals(false, audit.getBoolean("clean"));
        assertTrue(audit.getList("findings.rule").contains(rule), () -> rule + " not in " + audit.getList("findings"));
    }

    private static void asService(String sql) {
        try {
            Superuser.asService(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String column(String table) {
        return table.equals("requested_vintage")
                ? "quantity"
                : table.equals("project_history") || table.equals("register_decision") ? "reason" : "vvb";
    }

    private static void assertRefused(String by, String sql) {
        SQLException refused = assertThrows(SQLException.class, () -> Superuser.asService(sql), sql);
        assertTrue(refused.getMessage().contains(by), () -> sql + ": " + refused.getMessage());
    }
}
