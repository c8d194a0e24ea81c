package org.carbonregistry.account;

import static org.carbonregistry.account.Registry.account;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.deploy.embedded.TestTokens;
import org.carbonregistry.events.house.EndpointSecurity;
import org.carbonregistry.events.house.ForeignCall;
import org.carbonregistry.events.message.BlockDescription;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class EndpointSecurityIT extends EndpointSecurity {

    private static final Set<String> REGISTRAR = Set.of("registrar");
    private static final Set<String> HOLDER = Set.of("holder");
    private static final Set<String> READERS = Set.of("registrar", "auditor", "holder", "developer");

    /** Named here so that the application keeps the bean for the base class. */
    @Inject
    Router router;

    @Override
    protected Map<String, Set<String>> allowed() {
        Map<String, Set<String>> allowed = new TreeMap<>();
        allowed.put("POST /v1/organisations", REGISTRAR);
        allowed.put("GET /v1/organisations", READERS);
        allowed.put("GET /v1/organisations/{code}", READERS);
        allowed.put("POST /v1/accounts", REGISTRAR);
        allowed.put("GET /v1/accounts", READERS);
        allowed.put("GET /v1/accounts/{id}", READERS);
        allowed.put("GET /v1/accounts/{id}/holdings", READERS);
        allowed.put("GET /v1/accounts/{id}/positions", READERS);
        for (String move : List.of("suspend", "reinstate", "close")) {
            allowed.put("POST /v1/accounts/{id}/" + move, REGISTRAR);
        }
        allowed.put("POST /v1/transfers", HOLDER);
        allowed.put("GET /v1/transfers", READERS);
        allowed.put("GET /v1/transfers/{id}", READERS);
        for (String move : List.of("approve", "accept", "reject", "cancel")) {
            allowed.put("POST /v1/transfers/{id}/" + move, HOLDER);
        }
        allowed.put("POST /v1/transfer-batches", HOLDER);
        allowed.put("GET /v1/transfer-batches", READERS);
        allowed.put("GET /v1/transfer-batches/{id}", READERS);
        allowed.put("GET /v1/transfer-batches/{id}/outcomes", READERS);
        Set<String> venue = Set.of("venue");
        Set<String> parties = Set.of("registrar", "auditor", "holder", "developer", "venue");
        allowed.put("POST /v1/holds", Set.of("holder", "venue"));
        allowed.put("POST /v1/holds/{id}/release", venue);
        allowed.put("POST /v1/holds/{id}/settle", venue);
        allowed.put("POST /v1/settlements", venue);
        allowed.put("POST /v1/mandates", HOLDER);
        allowed.put("POST /v1/mandates/{id}/revoke", HOLDER);
        for (String list : List.of("holds", "settlements", "mandates")) {
            allowed.put("GET /v1/" + list, parties);
            allowed.put("GET /v1/" + list + "/{id}", parties);
        }
        allowed.put("POST /v1/freezes", REGISTRAR);
        allowed.put("POST /v1/freezes/{id}/release", REGISTRAR);
        allowed.put("GET /v1/freezes", Set.of("registrar", "auditor"));
        allowed.put("GET /v1/freezes/{id}", Set.of("registrar", "auditor"));
        allowed.put("POST /v1/accounts/{id}/limits", Set.of("holder", "registrar"));
        allowed.put("GET /v1/accounts/{id}/limits", READERS);
        allowed.put("POST /v1/accounts/{id}/trusted-senders", HOLDER);
        allowed.put("POST /v1/accounts/{id}/trusted-senders/{sender}/remove", HOLDER);
        allowed.put("GET /v1/accounts/{id}/trusted-senders", READERS);
        for (String command : List.of("", "/{id}/approve", "/{id}/reject")) {
            allowed.put("POST /v1/court-transfers" + command, REGISTRAR);
        }
        allowed.put("GET /v1/court-transfers", Set.of("registrar", "auditor"));
        allowed.put("GET /v1/court-transfers/{id}", Set.of("registrar", "auditor"));
        allowed.put("GET /v1/serials/{serial}", READERS);
        allowed.put("GET /v1/transactions/{id}", READERS);
        allowed.put("GET /v1/transactions", READERS);
        allowed.put("GET /v1/operations", Set.of("registrar", "auditor", "holder", "developer", "venue"));
        allowed.put("GET /v1/accounts/{id}/statement", READERS);
        allowed.put("GET /v1/blocks/{block}/holders", Set.of("registrar", "auditor"));
        allowed.put("GET /v1/audit/pack", Set.of("registrar", "auditor"));
        allowed.put("GET /v1/audit", Set.of("registrar", "auditor"));
        return allowed;
    }

    @Override
    protected Map<String, String> nothingPrivateBehind() {
        Map<String, String> reasons = new TreeMap<>();
        allowed().forEach((endpoint, roles) -> {
            if (roles.equals(REGISTRAR) || endpoint.equals("GET /v1/audit")) {
                reasons.put(endpoint, "a registrar or an auditor acts for the registry, whosever the account is");
            }
        });
        String known =
                "all who take part know who takes part, to find whom to send credits to; an identifier is that of a public register";
        String all = "registrar and auditor see all of it, and each of their reads is written down";
        reasons.put("GET /v1/blocks/{block}/holders", all);
        reasons.put("GET /v1/audit/pack", all);
        reasons.put("GET /v1/court-transfers", all);
        reasons.put("GET /v1/court-transfers/{id}", all);
        reasons.put("GET /v1/freezes", all);
        reasons.put("GET /v1/freezes/{id}", all);
        reasons.put("GET /v1/organisations", known);
        reasons.put("GET /v1/organisations/{code}", known);
        return reasons;
    }

    @Override
    protected List<ForeignCall> foreignCalls() {
        Holder owner = newHolder();
        Holder buyer = newHolder();
        BlockDescription block = block(owner.account(), 100);
        String offer = transfer(owner, buyer.account(), "\"quantity\":10").path("id");
        String body = "{\"externalId\":\"x\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":1}"
                .formatted(owner.account(), buyer.account());
        List<ForeignCall> calls = new ArrayList<>();
        for (String token :
                List.of(TestTokens.token("sam", "stranger", "holder"), TestTokens.token("nob", null, "holder"))) {
            calls.add(new ForeignCall("GET /v1/accounts/{id}", "/v1/accounts/" + owner.account(), null, token, 404));
            for (String list : List.of("holdings", "positions", "statement", "limits", "trusted-senders")) {
                calls.add(new ForeignCall(
                        "GET /v1/accounts/{id}/" + list,
                        "/v1/accounts/" + owner.account() + "/" + list,
                        null,
                        token,
                        404));
            }
            calls.add(new ForeignCall(
                    "GET /v1/transactions", "/v1/transactions?account=" + owner.account(), null, token, 404));
            calls.add(new ForeignCall(
                    "GET /v1/operations",
                    "/v1/operations?externalId=x&organisation=" + owner.organisation(),
                    null,
                    token,
                    403));
            calls.add(new ForeignCall("GET /v1/transfers/{id}", "/v1/transfers/" + offer, null, token, 404));
            calls.add(new ForeignCall("POST /v1/transfers", "/v1/transfers", body, token, 403));
        }
        String stranger = TestTokens.token("sam", "stranger", "holder");
        String mine = TestTokens.token("own", owner.organisation(), "holder");
        String accounts = "/v1/accounts?organisation=" + owner.organisation();
        calls.add(ForeignCall.hides("GET /v1/accounts", accounts, stranger, mine, owner.account()));
        calls.add(ForeignCall.hides(
                "GET /v1/transfers", "/v1/transfers?account=" + owner.account(), stranger, mine, offer));
        transfer(owner, account(owner.organisation()), "\"quantity\":1").then().statusCode(201);
        String history = "/v1/serials/" + serial(block, 1, 100);
        String moved = owner.call().get(history).jsonPath().getString("owners[0].transaction");
        owner.call().get("/v1/transactions/" + moved).then().statusCode(200);
        calls.add(ForeignCall.hides("GET /v1/serials/{serial}", history, stranger, mine, moved));
        calls.add(new ForeignCall("GET /v1/transactions/{id}", "/v1/transactions/" + moved, null, stranger, 404));
        String nobody = TestTokens.token("nob", null, "holder");
        calls.add(ForeignCall.hides("GET /v1/accounts", accounts, nobody, mine, owner.account()));
        calls.add(ForeignCall.hides(
                "GET /v1/transfers", "/v1/transfers?account=" + owner.account(), nobody, mine, offer));
        calls.add(ForeignCall.hides("GET /v1/serials/{serial}", history, nobody, mine, moved));
        calls.add(new ForeignCall("GET /v1/transactions/{id}", "/v1/transactions/" + moved, null, nobody, 404));
        for (String move : List.of("approve", "accept", "reject", "cancel")) {
            String path = "/v1/transfers/" + offer + "/" + move;
            calls.add(new ForeignCall("POST /v1/transfers/{id}/" + move, path, null, stranger, 404));
            calls.add(new ForeignCall("POST /v1/transfers/{id}/" + move, path, null, nobody, 403));
        }
        calls.addAll(aboutSafety(owner, buyer, stranger));
        calls.addAll(aboutBatches(owner, body, stranger, nobody));
        calls.addAll(aboutVenues(owner, buyer, stranger));
        return calls;
    }

    private static List<ForeignCall> aboutSafety(Holder owner, Holder buyer, String stranger) {
        String account = "/v1/accounts/" + owner.account();
        String listed = owner.call()
                .body("{\"account\":\"%s\",\"reason\":\"our broker\"}".formatted(buyer.account()))
                .post(account + "/trusted-senders")
                .path("id");
        return List.of(
                new ForeignCall(
                        "POST /v1/accounts/{id}/limits",
                        account + "/limits",
                        "{\"limit\":\"day\",\"units\":1,\"reason\":\"r\"}",
                        stranger,
                        404),
                new ForeignCall(
                        "POST /v1/accounts/{id}/trusted-senders",
                        account + "/trusted-senders",
                        "{\"account\":\"%s\",\"reason\":\"r\"}".formatted(buyer.account()),
                        stranger,
                        404),
                new ForeignCall(
                        "POST /v1/accounts/{id}/trusted-senders/{sender}/remove",
                        account + "/trusted-senders/" + listed + "/remove",
                        null,
                        stranger,
                        404));
    }

    private static List<ForeignCall> aboutBatches(Holder owner, String line, String stranger, String nobody) {
        String batch = owner.call()
                .contentType("application/x-ndjson")
                .body(line.getBytes(StandardCharsets.UTF_8))
                .post("/v1/transfer-batches")
                .path("id");
        String mine = TestTokens.token("own", owner.organisation(), "holder");
        String one = "/v1/transfer-batches/" + batch;
        List<ForeignCall> calls = new ArrayList<>();
        calls.add(new ForeignCall("POST /v1/transfer-batches", "/v1/transfer-batches", line, nobody, 403));
        for (String token : List.of(stranger, nobody)) {
            calls.add(ForeignCall.hides("GET /v1/transfer-batches", "/v1/transfer-batches", token, mine, batch));
            calls.add(new ForeignCall("GET /v1/transfer-batches/{id}", one, null, token, 404));
            calls.add(new ForeignCall("GET /v1/transfer-batches/{id}/outcomes", one + "/outcomes", null, token, 404));
        }
        return calls;
    }

    private static List<ForeignCall> aboutVenues(Holder owner, Holder buyer, String stranger) {
        Venue venue = Venue.of(owner);
        String hold = venue.hold(10);
        String settlement = venue.settle(hold, 5, buyer.account());
        String mine = TestTokens.token("own", owner.organisation(), "holder");
        String otherVenue = TestTokens.token("vera", "stranger", "venue");
        String trade = "{\"tradeId\":\"x\",\"legs\":[{\"holdId\":\"%s\",\"quantity\":1,\"buyerAccount\":\"%s\"}]}"
                .formatted(hold, buyer.account());
        String leg = "{\"tradeId\":\"x\",\"quantity\":1,\"buyerAccount\":\"%s\"}".formatted(buyer.account());
        String kept = "{\"externalId\":\"x\",\"account\":\"%s\",\"quantity\":1,\"expiresAt\":\"2100-01-01T00:00:00Z\"}"
                .formatted(owner.account());
        String granted =
                "{\"externalId\":\"x\",\"account\":\"%s\",\"venue\":\"%s\",\"acts\":[\"hold\"],\"quantity\":1,\"validUntil\":\"2100-01-01T00:00:00Z\"}"
                        .formatted(owner.account(), venue.code());
        List<ForeignCall> calls = new ArrayList<>();
        calls.add(ForeignCall.hides("GET /v1/holds", "/v1/holds?account=" + owner.account(), stranger, mine, hold));
        calls.add(ForeignCall.hides("GET /v1/settlements", "/v1/settlements", stranger, mine, settlement));
        calls.add(ForeignCall.hides("GET /v1/mandates", "/v1/mandates", stranger, mine, venue.mandate()));
        calls.add(new ForeignCall("GET /v1/holds/{id}", "/v1/holds/" + hold, null, stranger, 404));
        calls.add(new ForeignCall("GET /v1/settlements/{id}", "/v1/settlements/" + settlement, null, stranger, 404));
        calls.add(new ForeignCall("GET /v1/mandates/{id}", "/v1/mandates/" + venue.mandate(), null, stranger, 404));
        calls.add(new ForeignCall("POST /v1/holds", "/v1/holds", kept, stranger, 403));
        calls.add(new ForeignCall("POST /v1/mandates", "/v1/mandates", granted, stranger, 403));
        calls.add(new ForeignCall(
                "POST /v1/mandates/{id}/revoke", "/v1/mandates/" + venue.mandate() + "/revoke", null, stranger, 404));
        calls.add(new ForeignCall(
                "POST /v1/holds/{id}/release", "/v1/holds/" + hold + "/release", null, otherVenue, 404));
        calls.add(new ForeignCall("POST /v1/holds/{id}/settle", "/v1/holds/" + hold + "/settle", leg, otherVenue, 404));
        calls.add(new ForeignCall("POST /v1/settlements", "/v1/settlements", trade, otherVenue, 404));
        return calls;
    }
}
