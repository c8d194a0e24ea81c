package org.carbonregistry.account.settlements;

import static org.carbonregistry.account.Registry.as;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.organisation;
import static org.carbonregistry.account.Registry.outcome;
import static org.carbonregistry.account.Registry.send;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.junit.jupiter.api.Test;

/**
 * A venue and its members for a day: deposits, a thousand trades by several threads, some sent twice at once and some whose
 * first reply is lost, withdrawals, and retirements straight out of holds. Every unit is conserved.
 */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class VenueSimulationIT {

    private static final int MEMBERS = 10;
    private static final int TRADES = 1000;
    private static final int THREADS = 4;
    private static final long DEPOSIT = 20_000;
    private static final String LATER = Instant.now().plusSeconds(86_400).toString();

    private final long seed = System.nanoTime();
    private final List<Holder> members = new ArrayList<>();
    private final List<String> holds = new ArrayList<>();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicInteger refused = new AtomicInteger();
    private final ConcurrentHashMap<String, String> trades = new ConcurrentHashMap<>();
    private String venue;

    @Test
    void aVenueSettlesAThousandTradesAndConservesEveryUnit() throws Exception {
        System.out.println("venue simulation, seed " + seed);
        venue = organisation();
        for (int i = 0; i < MEMBERS; i++) {
            deposit();
        }
        List<Callable<Void>> work = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            Random random = new Random(seed + t);
            int first = t * TRADES / THREADS;
            work.add(() -> {
                for (int i = first; i < first + TRADES / THREADS; i++) {
                    trade("trade-" + i, random);
                }
                return null;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            for (Future<Void> done : pool.invokeAll(work)) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
        long retired = retireOutOfHolds();
        withdraw();
        assertEquals(
                settled.get(),
                sum("select coalesce(sum(quantity), 0) from settlement_leg l join settlement s on s.id = l.settlement"
                        + " where s.venue = '" + venue + "'"));
        assertEquals(
                trades.size(), sum("select count(*) from settlement where venue = '" + venue + "'"), "each trade once");
        assertTrue(trades.size() > TRADES / 2, "of " + TRADES + " trades only " + trades.size() + " were settled");
        assertEquals(
                MEMBERS * DEPOSIT - retired,
                members.stream().mapToLong(VenueSimulationIT::available).sum(),
                "units of the members, none on hold any more");
        auditor().get("/v1/audit").then().statusCode(200).body("findings", hasSize(0));
        System.out.printf(
                "%d trades settled, %d refused, %d units moved, %d retired out of holds%n",
                trades.size(), refused.get(), settled.get(), retired);
    }

    private void deposit() {
        Holder member = newHolder();
        block(member.account(), DEPOSIT);
        member.call()
                .body(
                        "{\"externalId\":\"m\",\"account\":\"%s\",\"venue\":\"%s\",\"acts\":[\"settle\",\"retire\"],\"quantity\":%d,\"validUntil\":\"%s\"}"
                                .formatted(member.account(), venue, DEPOSIT, LATER))
                .post("/v1/mandates")
                .then()
                .statusCode(201);
        members.add(member);
        holds.add(member.call()
                .body(
                        "{\"externalId\":\"deposit\",\"account\":\"%s\",\"venue\":\"%s\",\"quantity\":%d,\"expiresAt\":\"%s\"}"
                                .formatted(member.account(), venue, DEPOSIT, LATER))
                .post("/v1/holds")
                .then()
                .statusCode(201)
                .extract()
                .path("id"));
    }

    /** One to three legs; every third is sent twice, as after a lost reply, and every fifth twice at the same moment. */
    private void trade(String id, Random random) throws Exception {
        List<String> legs = new ArrayList<>();
        long units = 0;
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            int seller = random.nextInt(MEMBERS);
            int buyer = (seller + 1 + random.nextInt(MEMBERS - 1)) % MEMBERS;
            long quantity = 1 + random.nextInt(150);
            units += quantity;
            legs.add("{\"holdId\":\"%s\",\"quantity\":%d,\"buyerAccount\":\"%s\"}"
                    .formatted(holds.get(seller), quantity, members.get(buyer).account()));
        }
        String body = "{\"tradeId\":\"%s\",\"legs\":[%s]}".formatted(id, String.join(",", legs));
        Response first;
        if (random.nextInt(5) == 0) {
            Future<Response> other = Executors.newSingleThreadExecutor().submit(() -> settle(body));
            first = settle(body);
            requireSame(first, other.get());
        } else {
            first = settle(body);
        }
        if (random.nextInt(3) == 0) {
            requireSame(first, settle(body));
        }
        if (first.statusCode() == 201) {
            settled.addAndGet(units);
            trades.put(id, first.path("id"));
        } else {
            assertTrue(
                    List.of("insufficient-units", "mandate-exhausted", "hold-ended")
                            .contains(first.path("code")),
                    first.asString());
            refused.incrementAndGet();
        }
    }

    /** A repeat is the same settlement, or refused again. */
    private static void requireSame(Response first, Response again) {
        if (first.statusCode() == 201 && again.statusCode() == 201) {
            assertEquals(first.<String>path("id"), again.path("id"));
        } else {
            assertEquals(422, Math.max(first.statusCode(), again.statusCode()), again.asString());
        }
    }

    private Response settle(String body) {
        return as("vincent", venue, "venue").body(body).post("/v1/settlements");
    }

    private long retireOutOfHolds() {
        long retired = 0;
        for (int i = 0; i < MEMBERS; i++) {
            String hold = holds.get(i);
            Response now = as("vincent", venue, "venue").get("/v1/holds/" + hold);
            long quantity = Math.min(25, now.<Integer>path("onHold"));
            if (quantity == 0) {
                continue;
            }
            RetirementOrdered order = new RetirementOrdered(
                    UUID.randomUUID(),
                    venue,
                    members.get(i).account(),
                    null,
                    quantity,
                    null,
                    null,
                    null,
                    null,
                    null,
                    UUID.fromString(hold),
                    "vincent",
                    null,
                    Instant.now());
            send(order);
            send(order);
            if (outcome(order.retirement()).type() == MessageType.RETIREMENT_EXECUTED) {
                retired += quantity;
            }
        }
        assertTrue(retired > 0, "nothing was retired out of a hold");
        return retired;
    }

    private void withdraw() {
        for (String hold : holds) {
            Response released = as("vincent", venue, "venue").post("/v1/holds/" + hold + "/release");
            assertTrue(released.statusCode() == 200 || released.statusCode() == 409, released.asString());
        }
    }

    private static long available(Holder member) {
        return sum("select coalesce(sum(last_unit - first_unit + 1), 0) from holding where reserved_for is null"
                + " and held_for is null and account_id = " + member.account().substring(1));
    }

    private static long sum(String query) {
        return number(query);
    }
}
