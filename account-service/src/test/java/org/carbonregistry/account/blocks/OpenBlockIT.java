package org.carbonregistry.account.blocks;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.knowPrograms;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.open;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.send;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class OpenBlockIT {

    @Test
    void theLastUnitsOfABlockAreTheBuffers() {
        // Given
        Holder owner = newHolder();
        BlockOrdered order = blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 1000, 150);

        // When
        open(order);

        // Then
        String block = order.description().block();
        Message fact = facts(block, 1).get(0);
        assertEquals(1, fact.number());
        assertEquals(2, fact.lastNumber());
        assertEquals(
                List.of(new UnitRange(1, 850), new UnitRange(851, 1000)),
                fact.content(BlockOpened.class).ranges().stream()
                        .map((MovedRange r) -> new UnitRange(r.first(), r.last()))
                        .toList());
        owner.call()
                .get("/v1/accounts/" + owner.account() + "/holdings")
                .then()
                .body("items[0].quantity", equalTo(850));
        assertEquals(
                150,
                number("select sum(last_unit - first_unit + 1) from holding h join account a on a.id = h.account_id"
                        + " join block b on b.id = h.block_id where a.kind = 'buffer' and b.name = '" + block + "'"));
    }

    @Test
    void anOrderThatComesAgainOpensNothingTwiceAndIsAnsweredAgain() {
        BlockOrdered order = blockOrder(Registry.CLOSED_PROGRAM, newHolder().account(), 1000, 0);
        open(order);
        String block = order.description().block();
        Message first = facts(block, 1).get(0);

        send(order);
        send(order);

        Message again = facts(block, 2).get(1);
        assertEquals(first.id(), again.id());
        assertEquals(new String(first.data()), new String(again.data()));
        assertEquals(1, number("select count(*) from block where name = '" + block + "'"));
        assertEquals(
                1,
                number("select count(*) from movement where block_id = (select id from block where name = '" + block
                        + "')"));
    }

    @Test
    void anOrderOfTheSameBlockWithAnotherContentIsPutAsideAndStopsNothing() {
        Holder owner = newHolder();
        BlockOrdered order = blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 1000, 0);
        open(order);
        long dead = number("select count(*) from dead_letter");
        send(new BlockOrdered(
                order.description(),
                order.issuance(),
                order.account(),
                500,
                null,
                List.of(),
                order.actor(),
                order.time()));
        BlockOrdered next = blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 10, 0);
        open(next);

        await().until(() -> number("select count(*) from dead_letter") == dead + 1);
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspend", "close"})
    void aBlockOrderedForAnAccountThatWasSuspendedOrClosedMeanwhileIsOpenedAndNothingLeavesIt(String move) {
        // Given
        Holder owner = newHolder();
        registrar()
                .body("{\"reason\":\"because\"}")
                .post("/v1/accounts/" + owner.account() + "/" + move)
                .then()
                .statusCode(200);
        long dead = number("select count(*) from dead_letter");

        // When
        BlockOrdered order = blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 1000, 100);
        open(order);

        // Then
        assertEquals(dead, number("select count(*) from dead_letter"));
        registrar().get("/v1/accounts/" + owner.account()).then().body("status", equalTo("suspended"));
        owner.call()
                .get("/v1/accounts/" + owner.account() + "/holdings")
                .then()
                .body("items[0].quantity", equalTo(900));
        transfer(owner, newHolder().account(), "\"quantity\":1")
                .then()
                .statusCode(422)
                .body("code", equalTo("account-suspended"));
        String decided = "select count(*) from account_decision where actor = 'registry' and reason like '%"
                + order.description().block() + ",%' and account_id = "
                + owner.account().substring(1);
        assertEquals(move.equals("close") ? 1 : 0, number(decided));
        facts(owner.account(), move.equals("close") ? 3 : 2);
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @Test
    void anOrderThatCannotBeCarriedOutIsRefusedOnceIsFoundByTheAuditAndStopsNothing() throws SQLException {
        // Given
        Holder owner = newHolder();
        knowPrograms();
        String programs = "A" + number("select id from account where kind = 'buffer' limit 1");
        List<BlockOrdered> orders = List.of(
                blockOrder(Registry.CLOSED_PROGRAM, "A999999999", 10, 0),
                blockOrder(Registry.CLOSED_PROGRAM, "banana", 10, 0),
                blockOrder(Registry.CLOSED_PROGRAM, programs, 10, 0),
                blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 10, 11),
                blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 10, -1));
        long dead = number("select count(*) from dead_letter");

        // When: it is sent again and again, as long as it is not opened
        for (int times = 0; times < 3; times++) {
            orders.forEach(Registry::send);
        }
        open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 10, 0));

        // Then
        List<String> codes =
                List.of("unknown-account", "unknown-account", "wrong-owner", "invalid-quantity", "invalid-quantity");
        for (int i = 0; i < codes.size(); i++) {
            String block = orders.get(i).description().block();
            String refused = "select count(*) from refused_block_order where block = '" + block + "' and code = '"
                    + codes.get(i) + "'";
            await().atMost(60, TimeUnit.SECONDS).until(() -> number(refused) == 1);
            auditor()
                    .get("/v1/audit")
                    .then()
                    .body(
                            "findings.findAll { it.subject == '" + block + "' }.rule",
                            contains("issued-block-is-opened"));
        }
        assertEquals(dead, number("select count(*) from dead_letter"));

        // When: the account is there after all
        Registry.asOwner("insert into account (id, organisation, kind, name, kyc_evidence_sha256, kyc_date, opened_by)"
                + " values (999999999, '" + owner.organisation()
                + "', 'holding', 'Late', repeat('a', 64), now(), 'rosa')");
        send(orders.get(0));

        // Then
        String late = orders.get(0).description().block();
        await().atMost(60, TimeUnit.SECONDS)
                .until(() -> number("select count(*) from block where name = '" + late + "'") == 1
                        && number("select count(*) from refused_block_order where block = '" + late + "'") == 0);
        Registry.asOwner("truncate refused_block_order");
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @Test
    void aBlockOfABillionUnitsIsOneHolding() {
        BlockOrdered order = blockOrder(Registry.CLOSED_PROGRAM, newHolder().account(), 1_000_000_000L, 0);
        open(order);
        assertEquals(
                1,
                number("select count(*) from holding where block_id = (select id from block where name = '"
                        + order.description().block() + "')"));
    }
}
