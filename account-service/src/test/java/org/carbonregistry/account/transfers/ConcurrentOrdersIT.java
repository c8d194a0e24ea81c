package org.carbonregistry.account.transfers;

import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.outcome;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.send;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class ConcurrentOrdersIT {

    @Test
    void ofEightTransfersOfAThousandFromABlockOf4850ExactlyFourSucceed() throws Exception {
        // Given
        Holder seller = newHolder();
        Holder buyer = newHolder();
        BlockDescription block = block(seller.account(), 4850);

        // When
        List<Response> answers = atOnce(
                Collections.nCopies(8, 1000),
                quantity -> transfer(seller, buyer.account(), "\"quantity\":" + quantity));

        // Then
        assertEquals(4, answers.stream().filter(a -> a.statusCode() == 201).count());
        answers.stream()
                .filter(a -> a.statusCode() != 201)
                .forEach(a -> assertEquals("insufficient-units", a.jsonPath().getString("code")));
        assertNoUnitTwice(answers);
        assertEquals(
                850,
                number(
                        "select sum(last_unit - first_unit + 1) from holding where reserved_for is null and account_id = "
                                + seller.account().substring(1)));
        audit();
    }

    @Test
    void threeTransfersAtTheSameMomentNeverShareASerial() throws Exception {
        for (int round = 0; round < 5; round++) {
            // Given
            Holder seller = newHolder();
            Holder buyer = newHolder();
            block(seller.account(), 2000);

            // When
            List<Response> answers = atOnce(
                    List.of(1000, 700, 300), quantity -> transfer(seller, buyer.account(), "\"quantity\":" + quantity));

            // Then
            answers.forEach(a -> assertEquals(201, a.statusCode(), a.asString()));
            assertNoUnitTwice(answers);
        }
        audit();
    }

    @Test
    void sixtyFourClientsRetireFromABlockThatHoldsTooFew() throws Exception {
        // Given
        long seed = System.nanoTime();
        System.out.println("sixtyFourClientsRetireFromABlockThatHoldsTooFew seed " + seed);
        Random random = new Random(seed);
        Holder owner = newHolder();
        BlockDescription block = block(owner.account(), 2000);
        List<RetirementOrdered> orders = new ArrayList<>();
        for (int client = 0; client < 64; client++) {
            orders.add(retirement(owner, 20L + random.nextInt(80), block));
        }

        // When
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(64);
        orders.forEach(order -> clients.submit(() -> {
            start.await();
            send(order);
            return null;
        }));
        start.countDown();
        clients.shutdown();
        assertTrue(clients.awaitTermination(30, TimeUnit.SECONDS));

        // Then
        long retired = 0;
        long smallestRefused = Long.MAX_VALUE;
        List<UnitRange> units = new ArrayList<>();
        for (RetirementOrdered order : orders) {
            Message outcome = outcome(order.retirement());
            if (outcome.type() == MessageType.RETIREMENT_EXECUTED) {
                RetirementExecuted executed = outcome.content(RetirementExecuted.class);
                assertEquals(order.quantity(), executed.quantity());
                retired += executed.quantity();
                executed.parts().forEach(part -> units.addAll(part.ranges()));
            } else {
                assertEquals(
                        "insufficient-units",
                        outcome.content(RetirementRefused.class).code());
                smallestRefused = Math.min(smallestRefused, order.quantity());
            }
        }
        assertTrue(2000 - retired < smallestRefused, "left " + (2000 - retired) + ", refused " + smallestRefused);
        assertApart(units);
        assertEquals(
                retired,
                number("select sum(h.last_unit - h.first_unit + 1) from holding h join account a on a.id = h.account_id"
                        + " join block b on b.id = h.block_id where a.kind = 'retired' and b.name = '"
                        + block.block() + "'"));
        audit();
    }

    @Test
    void transfersAndRetirementsOfOneHolderInterleaveWithoutALoss() throws Exception {
        // Given
        Holder owner = newHolder();
        Holder buyer = newHolder();
        BlockDescription block = block(owner.account(), 10_000);

        // When
        ExecutorService clients = Executors.newFixedThreadPool(8);
        List<Future<Response>> transfers = new ArrayList<>();
        List<RetirementOrdered> orders = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            transfers.add(clients.submit(() -> transfer(owner, buyer.account(), "\"quantity\":100")));
            RetirementOrdered order = retirement(owner, 100L, block);
            orders.add(order);
            clients.submit(() -> send(order));
        }
        for (Future<Response> transfer : transfers) {
            assertEquals(201, transfer.get().statusCode());
        }
        orders.forEach(order -> assertEquals(
                MessageType.RETIREMENT_EXECUTED, outcome(order.retirement()).type()));
        clients.shutdown();

        // Then
        assertEquals(
                6000,
                number("select sum(last_unit - first_unit + 1) from holding where account_id = "
                        + owner.account().substring(1)));
        audit();
    }

    private interface Call {
        Response with(int quantity);
    }

    private static List<Response> atOnce(List<Integer> quantities, Call call) throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService clients = Executors.newFixedThreadPool(quantities.size());
        List<Future<Response>> running = new ArrayList<>();
        quantities.forEach(quantity -> running.add(clients.submit(() -> {
            start.await();
            return call.with(quantity);
        })));
        start.countDown();
        List<Response> answers = new ArrayList<>();
        for (Future<Response> answer : running) {
            answers.add(answer.get());
        }
        clients.shutdown();
        return answers;
    }

    private static void assertNoUnitTwice(List<Response> answers) {
        List<UnitRange> units = new ArrayList<>();
        answers.stream().filter(a -> a.statusCode() == 201).forEach(a -> a.jsonPath()
                .getList("ranges", String.class)
                .forEach(serial -> units.add(SerialRange.parse(serial).units())));
        assertApart(units);
    }

    private static void assertApart(List<UnitRange> units) {
        Collections.sort(units);
        for (int i = 1; i < units.size(); i++) {
            assertTrue(units.get(i - 1).last() < units.get(i).first(), units.get(i - 1) + " and " + units.get(i));
        }
    }

    private static void audit() {
        auditor().get("/v1/audit").then().body("findings", empty());
    }
}
