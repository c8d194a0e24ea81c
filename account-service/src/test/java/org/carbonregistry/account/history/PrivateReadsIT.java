package org.carbonregistry.account.history;

import static io.restassured.RestAssured.given;
import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.account.Venue;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class PrivateReadsIT {

    /** Whose reading is no secret. */
    private static final TreeSet<String> PUBLIC =
            new TreeSet<>(List.of("/v1/organisations", "/v1/organisations/{code}"));

    /** Every endpoint that is read, with something to read: one that is missing here fails the test. */
    private static Map<String, String> reads() {
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 100);
        String offer = transfer(owner, newHolder().account(), "\"quantity\":10").path("id");
        String account = "/v1/accounts/" + owner.account();
        Map<String, String> reads = new TreeMap<>();
        reads.put("/v1/organisations", "/v1/organisations");
        reads.put("/v1/organisations/{code}", "/v1/organisations/" + owner.organisation());
        reads.put("/v1/accounts", "/v1/accounts?organisation=" + owner.organisation());
        reads.put("/v1/accounts/{id}", account);
        reads.put("/v1/accounts/{id}/holdings", account + "/holdings");
        reads.put("/v1/accounts/{id}/positions", account + "/positions");
        reads.put("/v1/accounts/{id}/statement", account + "/statement");
        reads.put("/v1/accounts/{id}/limits", account + "/limits");
        reads.put("/v1/accounts/{id}/trusted-senders", account + "/trusted-senders");
        reads.put("/v1/transfers", "/v1/transfers?account=" + owner.account());
        reads.put("/v1/transfers/{id}", "/v1/transfers/" + offer);
        String batch = owner.call()
                .contentType("application/x-ndjson")
                .body("{}".getBytes(StandardCharsets.UTF_8))
                .post("/v1/transfer-batches")
                .path("id");
        reads.put("/v1/transfer-batches", "/v1/transfer-batches");
        reads.put("/v1/transfer-batches/{id}", "/v1/transfer-batches/" + batch);
        reads.put("/v1/transfer-batches/{id}/outcomes", "/v1/transfer-batches/" + batch + "/outcomes");
        reads.put("/v1/serials/{serial}", "/v1/serials/" + serial(block, 1, 5));
        reads.put("/v1/blocks/{block}/holders", "/v1/blocks/" + block.block() + "/holders");
        reads.put("/v1/transactions", "/v1/transactions?account=" + owner.account());
        reads.put(
                "/v1/transactions/{id}",
                "/v1/transactions/"
                        + auditor()
                                .get("/v1/transactions?account=" + owner.account())
                                .path("items[0].id"));
        reads.put("/v1/operations", "/v1/operations?externalId=x&organisation=" + owner.organisation());
        Venue venue = Venue.of(owner);
        String hold = venue.hold(10);
        String settlement = venue.settle(hold, 5, newHolder().account());
        reads.put("/v1/holds", "/v1/holds?account=" + owner.account());
        reads.put("/v1/holds/{id}", "/v1/holds/" + hold);
        reads.put("/v1/settlements", "/v1/settlements?tradeId=nothing");
        reads.put("/v1/settlements/{id}", "/v1/settlements/" + settlement);
        reads.put("/v1/mandates", "/v1/mandates?account=" + owner.account());
        reads.put("/v1/mandates/{id}", "/v1/mandates/" + venue.mandate());
        reads.put("/v1/freezes", "/v1/freezes?account=" + owner.account());
        reads.put("/v1/freezes/{id}", "/v1/freezes/" + Venue.freeze(serial(block, 50, 50)));
        reads.put("/v1/court-transfers", "/v1/court-transfers?account=" + owner.account());
        reads.put("/v1/court-transfers/{id}", "/v1/court-transfers/" + courtTransfer(owner));
        reads.put("/v1/audit", "/v1/audit");
        reads.put("/v1/audit/pack", "/v1/audit/pack");
        return reads;
    }

    private static String courtTransfer(Holder owner) {
        return Registry.registrar()
                .body(
                        "{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":1,\"takesFrozen\":false,\"authority\":\"High Court\",\"reference\":\"HC 7\",\"reason\":\"restitution\",\"evidenceSha256\":\"%s\"}"
                                .formatted(
                                        UUID.randomUUID(),
                                        owner.account(),
                                        newHolder().account(),
                                        "cd".repeat(32)))
                .post("/v1/court-transfers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void everyReadOfWhatBelongsToOthersIsWrittenDown() {
        Map<String, String> reads = reads();
        assertTrue(reads.keySet().containsAll(PUBLIC));
        List<String> wrong = new ArrayList<>();
        for (String endpoint : documented()) {
            String path = reads.get(endpoint);
            if (path == null) {
                wrong.add(endpoint + " is not in the table of reads");
                continue;
            }
            long before = notes(path, "otto");
            int status = auditor().get(path).statusCode();
            long noted = notes(path, "otto") - before;
            if (status != 200 || noted != (PUBLIC.contains(endpoint) ? 0 : 1)) {
                wrong.add(endpoint + " answered " + status + " and was noted " + noted + " times");
            }
        }
        assertEquals(List.of(), wrong);
    }

    private static TreeSet<String> documented() {
        Map<String, Map<String, Object>> paths =
                given().get("/q/openapi?format=json").jsonPath().getMap("paths");
        TreeSet<String> read = new TreeSet<>();
        paths.forEach((path, item) -> {
            if (item.containsKey("get")
                    && !path.startsWith("/v1/dead-letters")
                    && !path.startsWith("/v1/republications")) {
                read.add(path);
            }
        });
        return read;
    }

    private static long notes(String path, String actor) {
        return number("select count(*) from private_read where what = '" + path + "' and actor = '" + actor + "'");
    }

    @Test
    void registrarAuditorAndVenueAreWrittenDownAndAHolderIsNot() {
        Holder owner = newHolder();
        String path = "/v1/accounts/" + owner.account() + "/holdings?limit=7";
        for (RequestSpecification who : List.of(
                Registry.as("rosa", "registry", "registrar"),
                Registry.as("otto", "audit-house", "auditor"),
                Registry.as("both", owner.organisation(), "holder", "venue"))) {
            who.get(path).then().statusCode(200);
        }
        for (String actor : List.of("rosa", "otto", "both")) {
            assertEquals(1, notes(path, actor), actor);
        }
        owner.call().get(path).then().statusCode(200);
        assertEquals(3, number("select count(*) from private_read where what = '" + path + "'"));
        assertEquals(
                1,
                number("select count(*) from private_read where what = '" + path
                        + "' and organisation = 'audit-house'"));
    }

    @Test
    void whatCannotBeWrittenDownIsNotRead() throws SQLException {
        Holder owner = newHolder();
        asOwner("alter table private_read rename to private_read_away");
        try {
            auditor().get("/v1/accounts/" + owner.account()).then().statusCode(500);
            owner.call().get("/v1/accounts/" + owner.account()).then().statusCode(200);
        } finally {
            asOwner("alter table private_read_away rename to private_read");
        }
    }
}
