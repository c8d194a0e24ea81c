package org.carbonregistry.account.blocks;

import static org.awaitility.Awaitility.await;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.open;
import static org.carbonregistry.account.Registry.send;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.MovedRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;

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
