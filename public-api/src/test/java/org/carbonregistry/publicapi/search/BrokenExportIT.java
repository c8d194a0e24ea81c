package org.carbonregistry.publicapi.search;

import static org.carbonregistry.publicapi.Registry.publish;
import static org.carbonregistry.publicapi.Registry.rows;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.publicapi.Facts;
import org.carbonregistry.publicapi.Registry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An export that fails in its middle must not look like a shorter one. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "publicapi"))
class BrokenExportIT {

    private static final String LAST_CHUNK = "0\r\n\r\n";

    @Inject
    Pool pool;

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/x-ndjson"})
    void whoReadsAnExportThatFailedSeesThatItIsCut(String form) throws Exception {
        Facts facts = Facts.program();
        publish(facts.registered());
        Registry.awaitCount(pool, 1, "select count(*) from program where code = $1", facts.program);
        rows(
                pool,
                "insert into block (id, program, project, project_code, country, number, vintage_start, vintage_end, vintage,"
                        + " unit_kilograms, quantity, buffer_quantity, issuance, issued_on, opened_at)"
                        + " select $1 || '-' || n, $1, $1 || '-1', '1', 'KE', n, '2023-01-01', '2023-12-31', 2023, 1000, 10, 0,"
                        + " gen_random_uuid(), '2023-12-31', now() from generate_series(1, 5000) n",
                facts.program);
        try {
            String whole = read("/v1/blocks?program=" + facts.program, form);
            assertTrue(whole.endsWith(LAST_CHUNK), "the whole export has an end");
            assertTrue(whole.contains(facts.program + "-5000"), "its last row is there");
            // No serial number can be made of this one: reading the third page fails.
            rows(pool, "update block set country = 'nowhere' where id = $1", facts.program + "-4500");
            String cut = read("/v1/blocks?program=" + facts.program, form);
            assertTrue(cut.contains(facts.program + "-1000"), "some of it was sent");
            assertFalse(cut.endsWith(LAST_CHUNK), "the answer looks whole and is not");
        } finally {
            rows(pool, "delete from block where program = $1", facts.program);
        }
    }

    /** Everything that comes until the connection ends, as it is on the wire. */
    private static String read(String address, String form) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", RestAssured.port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(("GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: " + form
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
