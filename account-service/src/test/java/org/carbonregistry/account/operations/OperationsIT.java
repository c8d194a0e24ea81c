package org.carbonregistry.account.operations;

import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.retirement;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import java.util.UUID;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class OperationsIT {

    @Test
    void aTransferIsFoundByTheNameItsCallerGaveIt() {
        // Given
        Holder seller = newHolder();
        Holder buyer = newHolder();
        block(seller.account(), 100);
        String name = "order " + UUID.randomUUID() + " ' -- %";
        String id = seller.call()
                .body("{\"externalId\":\"%s\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":10}"
                        .formatted(name, seller.account(), buyer.account()))
                .post("/v1/transfers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");

        // When, then
        seller.call()
                .queryParam("externalId", name)
                .get("/v1/operations")
                .then()
                .statusCode(200)
                .body("items.kind", contains("transfer"))
                .body("items.id", contains(id))
                .body("items.status", contains("proposed"))
                .body("items.account", contains(seller.account()))
                .body("items.href", contains("/v1/transfers/" + id));
        buyer.call()
                .queryParam("externalId", name)
                .get("/v1/operations")
                .then()
                .statusCode(200)
                .body("items", empty());
        auditor()
                .queryParam("externalId", name)
                .queryParam("organisation", seller.organisation())
                .get("/v1/operations")
                .then()
                .body("items.id", contains(id));

        // And once it is settled, the account's history knows it by that name
        buyer.call().post("/v1/transfers/" + id + "/accept").then().statusCode(200);
        for (Holder party : new Holder[] {seller, buyer}) {
            party.call()
                    .queryParam("account", party.account())
                    .queryParam("externalId", name)
                    .get("/v1/transactions")
                    .then()
                    .statusCode(200)
                    .body("items.size()", equalTo(party == seller ? 1 : 0));
        }
    }

    @Test
    void whatAnAuthorityOrderedIsFoundByRegistrarAndAuditorOnly() {
        Holder debtor = newHolder();
        String name = "case " + UUID.randomUUID();
        String by = "\"externalId\":\"" + name
                + "\",\"authority\":\"High Court\",\"reason\":\"case 7\",\"evidenceSha256\":\"" + "cd".repeat(32)
                + "\"";
        String transfer = registrar()
                .body(
                        "{%s,\"reference\":\"7\",\"fromAccount\":\"%s\",\"toAccount\":\"%s\",\"quantity\":1,\"takesFrozen\":false}"
                                .formatted(by, debtor.account(), newHolder().account()))
                .post("/v1/court-transfers")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        String freeze = registrar()
                .body("{%s,\"project\":\"%s\"}"
                        .formatted(by, block(debtor.account(), 10).project()))
                .post("/v1/freezes")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        for (RequestSpecification reader : new RequestSpecification[] {registrar(), auditor()}) {
            reader.queryParam("externalId", name)
                    .get("/v1/operations")
                    .then()
                    .statusCode(200)
                    .body("items.kind", contains("court-transfer", "freeze"))
                    .body("items.id", contains(transfer, freeze))
                    .body("items.status", contains("proposed", "in-force"))
                    .body("items.account", contains(debtor.account(), null))
                    .body("items.href", contains("/v1/court-transfers/" + transfer, "/v1/freezes/" + freeze));
        }
        registrar()
                .body("{\"reason\":\"the court lifted it\"}")
                .post("/v1/freezes/" + freeze + "/release")
                .then()
                .statusCode(200);
        auditor()
                .queryParam("externalId", name)
                .get("/v1/operations")
                .then()
                .body("items.status", contains("proposed", "released"));
        debtor.call()
                .queryParam("externalId", name)
                .get("/v1/operations")
                .then()
                .statusCode(200)
                .body("items", empty());
        auditor()
                .queryParam("externalId", name)
                .queryParam("organisation", debtor.organisation())
                .get("/v1/operations")
                .then()
                .body("items", empty());
    }

    @Test
    void aRetirementIsFoundByItsIdAndOnlyByItsOwner() {
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 100);
        RetirementOrdered order = retirement(owner, 10L, block);
        assertEquals("executed", answer(order));
        String path = "/v1/operations?externalId=" + order.retirement();
        owner.call()
                .get(path)
                .then()
                .body("items.kind", contains("retirement"))
                .body("items.status", contains("executed"))
                .body("items.account", contains(owner.account()))
                .body("items.href", contains("/v1/transactions/" + order.retirement()));
        newHolder().call().get(path).then().statusCode(200).body("items", empty());
    }
}
