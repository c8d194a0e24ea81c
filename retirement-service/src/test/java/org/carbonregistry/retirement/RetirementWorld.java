package org.carbonregistry.retirement;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.message.AccountChanged;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.ProgramChanged;
import org.carbonregistry.events.wire.Message;

/** What the tests of this service share: accounts and programmes as other services publish them, and a ledger. */
public final class RetirementWorld {

    public static final String OPEN = "A1001";
    public static final String SUSPENDED = "A1002";
    public static final String CLOSED = "A1003";
    public static final String OTHERS = "A1004";
    /** An account whose orders a test leaves without an outcome. */
    public static final String SILENT = "A1005";

    private static FakeLedger ledger;

    private RetirementWorld() {}

    /** The ledger; the first call also publishes the accounts and programmes and waits until they are known. */
    public static synchronized FakeLedger ledger(Pool pool) {
        if (ledger == null) {
            ledger = new FakeLedger();
            account(OPEN, "acme-air", "open");
            account(SUSPENDED, "acme-air", "suspended");
            account(CLOSED, "acme-air", "closed");
            account(OTHERS, "other-org", "open");
            account(SILENT, "acme-air", "open");
            ledger.send(program("CCR", 1, "none"));
            ledger.send(program("VER", 1, "open"));
            await().atMost(60, TimeUnit.SECONDS)
                    .until(() -> count(pool, "select count(*) from account") >= 5
                            && count(pool, "select count(*) from program") >= 2);
        }
        return ledger;
    }

    private static void account(String account, String organisation, String status) {
        ledger.send(Message.fact(
                MessageType.ACCOUNT_OPENED,
                account,
                1,
                Instant.now(),
                new AccountChanged(account, 1, organisation, "holding", null, "Account", status, Instant.now())));
    }

    /** What issuance-service says of a programme. */
    public static Message program(String program, long number, String importState) {
        return Message.fact(
                number == 1 ? MessageType.PROGRAM_REGISTERED : MessageType.PROGRAM_CHANGED,
                "program:" + program,
                number,
                Instant.now(),
                new ProgramChanged(
                        program,
                        number,
                        program,
                        "global",
                        List.of(),
                        1000,
                        List.of(),
                        2000,
                        true,
                        "none",
                        0,
                        List.of(),
                        null,
                        importState,
                        Instant.now()));
    }

    public static RequestSpecification holder() {
        return given().auth().oauth2(TestTokens.token("anna", "acme-air", "holder"));
    }

    /** A venue and nothing else, of the organisation that owns the accounts. */
    public static RequestSpecification venue() {
        return given().auth().oauth2(TestTokens.token("vera", "acme-air", "venue"));
    }

    public static RequestSpecification registrar() {
        return given().auth().oauth2(TestTokens.token("rosa", "registry", "registrar"));
    }

    /** A new name for a retirement. */
    public static String name() {
        return "t-" + UUID.randomUUID();
    }

    /** A body that is right, with more fields at its end. */
    public static String body(String externalId, String more) {
        return "{\"externalId\":\"" + externalId + "\",\"account\":\"A1001\",\"beneficiary\":{\"name\":\"Acme Air\"},"
                + "\"purpose\":\"voluntary\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    /** Fails unless the certificates of each programme are numbered 1 to n. */
    public static void certificatesAreGapFree(Pool pool) {
        List<Row> wrong = rows(
                pool,
                """
                select c.program from certificate_number c left join (
                  select program, count(*) as n, min(certificate) as first, max(certificate) as last
                  from retirement where status = 'completed' group by program) r using (program)
                where r.program is null or r.first <> 1 or r.last <> r.n or c.last <> r.n
                """);
        assertEquals(
                0,
                wrong.size(),
                () -> "certificates with gaps in " + wrong.get(0).getString(0));
    }

    public static long count(Pool pool, String query) {
        return rows(pool, query).get(0).getLong(0);
    }

    public static List<Row> rows(Pool pool, String query) {
        java.util.ArrayList<Row> rows = new java.util.ArrayList<>();
        pool.query(query).execute().await().atMost(Duration.ofSeconds(60)).forEach(rows::add);
        return rows;
    }
}
