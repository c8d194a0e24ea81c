package org.carbonregistry.account.transfers;

import static org.carbonregistry.account.Registry.asOwner;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.Test;

/** Many transfers: each way of listing them has its index, pages lose and repeat nothing, none keeps another from lapsing. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class TransferListIT {

    @Inject
    Pool pool;

    private static String made(String status, int howMany, String block, String from, String to) {
        return """
                insert into transfer (id, organisation, external_id, fingerprint, from_account, to_account, quantity,
                  block_ids, first_units, last_units, status, proposed_by, proposed_at, expires_at, decided_by, decided_at)
                select gen_random_uuid(), 'made up', 'made-' || gen_random_uuid(), sha256(''), %s, %s, 1,
                  array[(select id from block where name = '%s')], array[1], array[1], '%s', 'nobody',
                  now() - n * interval '1 minute', now() - interval '1 day',
                  case when '%s' = 'settled' then 'nobody' end, case when '%s' = 'settled' then now() end
                from generate_series(1, %d) as n
                """
                .formatted(from.substring(1), to.substring(1), block, status, status, status, howMany);
    }

    @Test
    void everyWayOfListingThemUsesAnIndexAndPagesLoseNothing() throws SQLException {
        Holder seller = newHolder();
        Holder buyer = newHolder();
        String block = block(newHolder().account(), 10).block();
        try {
            asOwner(made(
                    "settled", 20_000, block, newHolder().account(), newHolder().account()));
            asOwner(made("settled", 50, block, seller.account(), buyer.account()), "analyze transfer, account");
            long account = Long.parseLong(seller.account().substring(1));
            for (String scope : new String[] {null, seller.organisation()}) {
                for (Long of : new Long[] {null, account}) {
                    for (TransferStatus status : new TransferStatus[] {null, TransferStatus.PROPOSED}) {
                        for (Instant before : new Instant[] {null, Instant.now()}) {
                            UUID beforeId = before == null ? null : UUID.randomUUID();
                            assertIndexed(new TransferList(scope, of, status, before, beforeId, 10));
                        }
                    }
                }
            }
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                Response page = buyer.call().get("/v1/transfers?limit=7" + cursor);
                seen.addAll(page.jsonPath().getList("items.id"));
                String next = page.path("next");
                cursor = next == null ? null : "&cursor=" + next;
            } while (cursor != null);
            assertEquals(50, seen.size());
            assertEquals(50, seen.stream().distinct().count());
        } finally {
            asOwner("delete from transfer where organisation = 'made up'");
        }
    }

    private void assertIndexed(TransferList asked) {
        StringBuilder plan = new StringBuilder();
        pool.withTransaction(c -> c.query("set local plan_cache_mode = force_generic_plan")
                        .execute()
                        .chain(() -> c.preparedQuery("explain " + asked.sql()).execute(asked.parameters())))
                .await()
                .atMost(Duration.ofSeconds(60))
                .forEach(row -> plan.append(row.getString(0)).append('\n'));
        assertFalse(plan.toString().contains("Seq Scan on transfer"), asked + "\n" + plan);
    }

    @Test
    void aHundredOffersThatCannotBeDecidedKeepNoOtherFromLapsing() throws SQLException {
        Holder seller = newHolder();
        String block = block(seller.account(), 10).block();
        String id = transfer(seller, newHolder().account(), "\"quantity\":1").path("id");
        try {
            // Their units are not reserved: to release them fails.
            asOwner(made("proposed", 101, block, seller.account(), newHolder().account()));
            asOwner("update transfer set expires_at = now() where id = '" + id + "'");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> number("select count(*) from transfer where status = 'expired' and id = '" + id + "'")
                            == 1);
        } finally {
            asOwner("delete from transfer where organisation = 'made up'");
        }
        auditor().get("/v1/audit").then().body("findings", equalTo(List.of()));
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        auditor()
                .get("/v1/transfers?cursor=MjAyNC0wMS0wMVQwMDowMDowMFofYmFuYW5h")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid-cursor"));
    }

    @Test
    void whoHasATransferOrAListAlreadyIsToldSo() {
        Holder seller = newHolder();
        Holder buyer = newHolder();
        block(seller.account(), 10);
        String id = transfer(seller, buyer.account(), "\"quantity\":1").path("id");
        for (String path : List.of(
                "/v1/transfers/" + id,
                "/v1/transfers",
                "/v1/accounts",
                "/v1/accounts/" + seller.account(),
                "/v1/accounts/" + seller.account() + "/holdings",
                "/v1/accounts/" + seller.account() + "/positions",
                "/v1/organisations/" + seller.organisation())) {
            Response first = seller.call().get(path);
            first.then().statusCode(200).header("Cache-Control", equalTo("private, no-cache"));
            String tag = first.header("ETag");
            seller.call()
                    .header("If-None-Match", "\"other\", W/" + tag)
                    .get(path)
                    .then()
                    .statusCode(304)
                    .header("ETag", equalTo(tag));
            seller.call().header("If-None-Match", "\"other\"").get(path).then().statusCode(200);
        }
        String tag = seller.call().get("/v1/transfers/" + id).header("ETag");
        buyer.call()
                .post("/v1/transfers/" + id + "/reject")
                .then()
                .statusCode(200)
                .header("ETag", nullValue());
        seller.call()
                .header("If-None-Match", tag)
                .get("/v1/transfers/" + id)
                .then()
                .statusCode(200);
    }

    @Test
    void aPageThatIsNotTheLastNamesTheNext() {
        Holder seller = newHolder();
        Holder buyer = newHolder();
        block(seller.account(), 10);
        transfer(seller, buyer.account(), "\"quantity\":1");
        String older = transfer(seller, buyer.account(), "\"quantity\":2").path("id");
        String newest = transfer(seller, buyer.account(), "\"quantity\":3").path("id");
        String list = "/v1/transfers?limit=1&account=" + seller.account();
        Response page = seller.call().get(list);
        page.then().body("items.id", contains(newest));
        String next = page.header("Link").replaceAll("^<([^>]+)>; rel=\"next\"$", "$1");
        seller.call()
                .urlEncodingEnabled(false)
                .get(next.replaceAll("^https?://[^/]+", ""))
                .then()
                .body("items.id", contains(older));
        seller.call().get(list.replace("limit=1", "limit=3")).then().header("Link", nullValue());
    }
}
