package org.carbonregistry.account.history;

import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class OwnerHistoryIT {

    /** 100 units of a seller; 1..40 to a buyer; 1..10 of those retired, 11..20 on to a third. */
    private record Life(
            Holder seller, Holder buyer, Holder third, BlockDescription block, RetirementOrdered retirement) {}

    private static Life life() {
        Holder seller = newHolder();
        Holder buyer = newHolder();
        Holder third = newHolder();
        BlockDescription block = block(seller.account(), 100);
        move(seller, buyer, serial(block, 1, 40));
        RetirementOrdered retirement = retirement(buyer, 10L, block);
        assertEquals("executed", answer(retirement));
        move(buyer, third, serial(block, 11, 20));
        return new Life(seller, buyer, third, block, retirement);
    }

    private static void move(Holder from, Holder to, String serial) {
        String id = transfer(from, to.account(), "\"serials\":[\"" + serial + "\"]")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        to.call().post("/v1/transfers/" + id + "/accept").then().statusCode(200);
    }

    @Test
    void theAuditorSeesEveryOwnerOfARangePastAndPresent() {
        Life life = life();
        auditor()
                .get("/v1/serials/" + serial(life.block, 1, 100))
                .then()
                .statusCode(200)
                .body("owners.kind", contains("opened", "transferred", "retired", "transferred"))
                .body(
                        "owners.to",
                        contains(
                                equalTo(life.seller.account()),
                                equalTo(life.buyer.account()),
                                org.hamcrest.Matchers.any(String.class),
                                equalTo(life.third.account())))
                .body("owners.number", contains(1, 2, 3, 4))
                .body("owners[2].toKind", equalTo("retired"))
                .body(
                        "holders.serial",
                        contains(
                                serial(life.block, 1, 10),
                                serial(life.block, 11, 20),
                                serial(life.block, 21, 40),
                                serial(life.block, 41, 100)));
    }

    @Test
    void theHistoryOfOneUnitIsCutToThatUnit() {
        Life life = life();
        String unit = serial(life.block, 15, 15).replaceAll("-15$", "");
        registrar()
                .get("/v1/serials/" + unit)
                .then()
                .statusCode(200)
                .body("quantity", equalTo(1))
                .body("owners.first", contains(15, 15, 15))
                .body("owners.last", contains(15, 15, 15))
                .body("holders.account", contains(life.third.account()));
    }

    @Test
    void aHolderSeesOnlyWhereItSentOrReceivedWithThatCounterparty() {
        Life life = life();
        String all = "/v1/serials/" + serial(life.block, 1, 100);
        life.seller
                .call()
                .get(all)
                .then()
                .body("owners.number", contains(1, 2))
                .body("holders.account", contains(life.seller.account()));
        life.buyer.call().get(all).then().body("owners.number", contains(2, 3, 4));
        life.third.call().get(all).then().body("owners.number", contains(4));
        newHolder()
                .call()
                .get(all)
                .then()
                .statusCode(200)
                .body("owners", empty())
                .body("holders", empty());
    }

    @Test
    void aLongHistoryComesInPages() {
        Life life = life();
        String all = "/v1/serials/" + serial(life.block, 1, 100);
        JsonPath first = auditor().get(all + "?limit=3").jsonPath();
        assertEquals(List.of(1, 2, 3), first.getList("owners.number"));
        auditor()
                .get(all + "?limit=3&cursor=" + first.getString("next"))
                .then()
                .body("owners.number", contains(4))
                .body("next", nullValue());
    }

    @Test
    void everyReadOfThoseWhoSeeAllIsWrittenDown() {
        Life life = life();
        String serial = serial(life.block, 1, 100);
        String count = "select count(*) from private_read where what = '/v1/serials/" + serial + "' and actor = 'otto'";
        auditor().get("/v1/serials/" + serial).then().statusCode(200);
        assertEquals(1, number(count));
        life.seller.call().get("/v1/serials/" + serial).then().statusCode(200);
        assertEquals(1, number(count));
    }

    @ParameterizedTest(name = "{0}: {1} {2}")
    @CsvSource({
        "CCR-KE-1-2023-999999-1-2, 404, unknown-serial",
        "%s-1-101, 404, unknown-serial",
        "TZ%s-1-1, 422, inconsistent-serial",
        "banana, 400, not-a-serial",
        "CCR-KE-01-2023-1-0-5, 400, not-a-serial",
        "CCR-KE-1-2023-1-5-4, 400, not-a-serial",
    })
    void aSerialThatNamesNoUnitIsRefusedByName(String pattern, int status, String code) {
        BlockDescription block = block(newHolder().account(), 100);
        String name = serial(block, 1, 1).replaceAll("-1-1$", "");
        String serial = pattern.startsWith("TZ") ? name.replace("-KE-", "-TZ-") + "-1-1" : pattern.formatted(name);
        auditor().get("/v1/serials/" + serial).then().statusCode(status).body("code", equalTo(code));
    }

    @Test
    void aReceiverProvesWithItsBlindThatTheUnitsCameToIt() throws Exception {
        // Given
        Life life = life();
        String transaction = life.buyer
                .call()
                .get("/v1/serials/" + serial(life.block, 21, 40))
                .jsonPath()
                .getString("owners[0].transaction");
        String path = "/v1/transactions/" + transaction;

        // When
        JsonPath read =
                life.buyer.call().get(path).then().statusCode(200).extract().jsonPath();

        // Then
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(read.getString("movements[0].blind")), "HmacSHA256"));
        assertArrayEquals(
                Base64.getDecoder().decode(read.getString("movements[0].commitment")),
                mac.doFinal(("registry-holder-v1\n" + life.buyer.account()).getBytes(StandardCharsets.UTF_8)));
        life.seller.call().get(path).then().statusCode(200).body("movements[0].blind", nullValue());
        auditor()
                .get(path)
                .then()
                .statusCode(200)
                .body("movements[0].blind", nullValue())
                .body("status", equalTo("executed"));
        life.third.call().get(path).then().statusCode(404);
        auditor().get("/v1/transactions/none").then().statusCode(404).body("code", equalTo("not-found"));
    }

    @Test
    void aRetirementIsATransactionUnderItsOwnId() {
        Life life = life();
        JsonPath read = life.buyer
                .call()
                .get("/v1/transactions/" + life.retirement.retirement())
                .jsonPath();
        assertEquals("retirement", read.getString("kind"));
        assertEquals(List.of(serial(life.block, 1, 10)), read.getList("movements.serial"));
        assertTrue(read.getList("movements.blind").stream().allMatch(b -> b == null));
    }
}
