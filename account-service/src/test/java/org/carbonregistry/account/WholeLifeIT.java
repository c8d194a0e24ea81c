package org.carbonregistry.account;

import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.outcome;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.CreditsTransferred;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class WholeLifeIT {

    @Test
    void unitsAreOpenedTransferredAcceptedAndRetired() {
        // Given
        Holder seller = newHolder();
        Holder buyer = newHolder();
        BlockDescription block = block(seller.account(), 10_000);

        // When
        String id = transfer(seller, buyer.account(), "\"quantity\":2500")
                .then()
                .statusCode(201)
                .body("status", equalTo("proposed"))
                .body("ranges", hasItem(serial(block, 1, 2500)))
                .extract()
                .path("id");
        buyer.call()
                .post("/v1/transfers/" + id + "/accept")
                .then()
                .statusCode(200)
                .body("status", equalTo("settled"));
        RetirementOrdered order = retirement(buyer, 100L, block);

        // Then
        assertEquals("executed", answer(order));
        RetirementExecuted executed = outcome(order.retirement()).content(RetirementExecuted.class);
        assertEquals(100, executed.quantity());
        assertEquals(List.of(new UnitRange(1, 100)), executed.parts().get(0).ranges());
        List<Message> facts = facts(block.block(), 3);
        assertEquals(
                List.of(MessageType.BLOCK_OPENED, MessageType.CREDITS_TRANSFERRED, MessageType.CREDITS_RETIRED),
                facts.stream().map(Message::type).toList());
        assertEquals(List.of(1L, 2L, 3L), facts.stream().map(Message::number).toList());
        assertEquals(block, facts.get(0).content(BlockOpened.class).description());
        assertEquals(
                2500,
                facts.get(1).content(CreditsTransferred.class).ranges().get(0).quantity());
        assertEquals(
                order.retirement(), facts.get(2).content(CreditsRetired.class).retirement());
    }
}
