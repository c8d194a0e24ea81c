package org.carbonregistry.account;

import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.registrar;

import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.Registry.Holder;

/**
 * A venue with a mandate over a member's account, for tests.
 *
 * @param mandate lets it hold, settle and retire a million units
 */
public record Venue(String code, Holder member, String mandate) {

    public static Venue of(Holder member) {
        String code = organisation();
        String mandate = member.call()
                .body(
                        "{\"externalId\":\"%s\",\"account\":\"%s\",\"venue\":\"%s\",\"acts\":[\"hold\",\"settle\",\"retire\"],\"quantity\":1000000,\"validUntil\":\"%s\"}"
                                .formatted(UUID.randomUUID(), member.account(), code, tomorrow()))
                .post("/v1/mandates")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        return new Venue(code, member, mandate);
    }

    public RequestSpecification call() {
        return as("vincent of " + code, code, "venue");
    }

    /** Places a hold on the member's oldest units. */
    public String hold(long quantity) {
        return call().body("{\"externalId\":\"%s\",\"account\":\"%s\",\"quantity\":%d,\"expiresAt\":\"%s\"}"
                        .formatted(UUID.randomUUID(), member.account(), quantity, tomorrow()))
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    public String settle(String hold, long quantity, String buyer) {
        return call().body("{\"tradeId\":\"%s\",\"quantity\":%d,\"buyerAccount\":\"%s\"}"
                        .formatted(UUID.randomUUID(), quantity, buyer))
                .post("/v1/holds/" + hold + "/settle")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A freeze of some units by order of a court. */
    public static String freeze(String serial) {
        return registrar()
                .body(
                        "{\"externalId\":\"%s\",\"serials\":[\"%s\"],\"authority\":\"High Court\",\"reason\":\"case 7\",\"evidenceSha256\":\"%s\"}"
                                .formatted(UUID.randomUUID(), serial, "cd".repeat(32)))
                .post("/v1/freezes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static Instant tomorrow() {
        return Instant.now().plusSeconds(86_400);
    }
}
