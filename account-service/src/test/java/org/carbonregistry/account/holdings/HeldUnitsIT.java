package org.carbonregistry.account.holdings;

import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.open;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class HeldUnitsIT {

    @Test
    void holdingsShowSerialRangesAndWhatIsReserved() {
        // Given
        Holder owner = newHolder();
        Holder buyer = newHolder();
        BlockDescription block = block(owner.account(), 1000);
        transfer(owner, buyer.account(), "\"quantity\":100").then().statusCode(201);
        assertEquals("executed", answer(retirement(owner, 50L, block)));

        // When
        String holdings = "/v1/accounts/" + owner.account() + "/holdings";

        // Then
        owner.call()
                .get(holdings)
                .then()
                .statusCode(200)
                .body("items.block", contains(block.block()))
                .body("items[0].quantity", equalTo(950))
                .body("items[0].reserved", equalTo(100))
                .body("items[0].vintage", equalTo(2023))
                .body("items[0].ranges.serials", contains(serial(block, 1, 100), serial(block, 151, 1000)))
                .body("items[0].ranges.reserved", contains(true, false))
                .body("next", nullValue());
        owner.call()
                .get("/v1/accounts/" + owner.account() + "/positions")
                .then()
                .statusCode(200)
                .body("items[0].available", equalTo(850))
                .body("items[0].reserved", equalTo(100));
        auditor().get(holdings).then().statusCode(200).body("items[0].quantity", equalTo(950));
        buyer.call().get(holdings).then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void holdingsAreFoundByProgrammeProjectVintageAndBlock() {
        // Given
        Holder owner = newHolder();
        BlockDescription old = open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 10, 0, 2019));
        BlockDescription young = open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 20, 0, 2022));

        // Then
        assertEquals(List.of(old.block(), young.block()), blocks(owner, ""));
        assertEquals(List.of(young.block()), blocks(owner, "?vintage=2022"));
        assertEquals(List.of(old.block()), blocks(owner, "?project=" + old.project()));
        assertEquals(List.of(young.block()), blocks(owner, "?block=" + young.block()));
        assertEquals(List.of(old.block(), young.block()), blocks(owner, "?program=CCR"));
        assertEquals(List.of(), blocks(owner, "?program=VER"));
        owner.call()
                .get("/v1/accounts/" + owner.account() + "/holdings?vintge=2022")
                .then()
                .statusCode(400)
                .body("code", equalTo("unknown-parameter"));
    }

    @Test
    void pagesShowEveryRangeOnceInAStableOrder() {
        // Given
        Holder owner = newHolder();
        List<BlockDescription> blocks = new ArrayList<>();
        for (int vintage = 2018; vintage <= 2022; vintage++) {
            blocks.add(open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 100, 0, vintage)));
        }
        assertEquals("executed", answer(retirement(owner, null, null, List.of(serial(blocks.get(2), 40, 60)))));

        for (String list : List.of("holdings", "positions")) {
            // When
            List<String> seen = new ArrayList<>();
            long quantity = 0;
            String cursor = null;
            do {
                JsonPath page = owner.call()
                        .get("/v1/accounts/" + owner.account() + "/" + list + "?limit=2"
                                + (cursor == null ? "" : "&cursor=" + cursor))
                        .jsonPath();
                seen.addAll(page.getList("items.block"));
                if (list.equals("positions")) {
                    quantity += page.<Integer>getList("items.quantity").stream()
                            .mapToInt(q -> q)
                            .sum();
                } else {
                    quantity += page.<List<Integer>>getList("items.ranges.quantity").stream()
                            .flatMap(List::stream)
                            .mapToInt(q -> q)
                            .sum();
                }
                cursor = page.getString("next");
            } while (cursor != null);

            // Then
            assertEquals(479, quantity, list);
            assertEquals(
                    blocks.stream().map(BlockDescription::block).toList(),
                    seen.stream().distinct().toList(),
                    list);
        }
    }

    @Test
    void anAccountWithoutUnitsHoldsNothing() {
        Holder owner = newHolder();
        owner.call().get("/v1/accounts/" + owner.account() + "/holdings").then().body("items", empty());
        owner.call()
                .get("/v1/accounts/" + owner.account() + "/positions")
                .then()
                .body("items", empty());
    }

    private static List<String> blocks(Holder owner, String query) {
        return owner.call()
                .get("/v1/accounts/" + owner.account() + "/holdings" + query)
                .jsonPath()
                .getList("items.block");
    }
}
