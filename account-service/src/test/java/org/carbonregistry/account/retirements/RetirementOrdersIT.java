package org.carbonregistry.account.retirements;

import static org.carbonregistry.account.Registry.answer;
import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.blockOrder;
import static org.carbonregistry.account.Registry.facts;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.open;
import static org.carbonregistry.account.Registry.outcome;
import static org.carbonregistry.account.Registry.outcomes;
import static org.carbonregistry.account.Registry.registrar;
import static org.carbonregistry.account.Registry.retirement;
import static org.carbonregistry.account.Registry.send;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.CreditsRetired;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.serial.UnitRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class RetirementOrdersIT {

    private Holder owner;

    @BeforeEach
    void somebodyHoldsAnAccount() {
        owner = newHolder();
    }

    @AfterEach
    void theLedgerIsClean() {
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @Test
    void theOldestUnitsOfTheWishedProjectAndVintageAreRetired() {
        // Given
        BlockDescription young = open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 100, 0, 2022));
        BlockDescription old = open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 100, 0, 2019));

        // When
        RetirementOrdered order = with(null, 150L, "CCR", null, null, null);
        assertEquals("executed", answer(order));

        // Then
        RetirementExecuted executed = outcome(order.retirement()).content(RetirementExecuted.class);
        assertEquals(2, executed.parts().size());
        executed.parts()
                .forEach(part -> assertEquals(
                        part.description().block().equals(old.block())
                                ? List.of(new UnitRange(1, 100))
                                : List.of(new UnitRange(1, 50)),
                        part.ranges()));
        CreditsRetired first = facts(old.block(), 2).get(1).content(CreditsRetired.class);
        assertEquals(2, first.parts(), "a transaction over two blocks is two facts");
        assertEquals("executed", answer(with(null, 50L, null, young.project(), 2022, null)));
        assertEquals("insufficient-units", answer(with(null, 1L, null, young.project(), 2022, null)));
    }

    @Test
    void ordersAreRefusedByName() {
        BlockDescription block = block(owner.account(), 100);
        Holder other = newHolder();
        BlockDescription others = block(other.account(), 100);
        transfer(owner, other.account(), "\"serials\":[\"" + serial(block, 1, 10) + "\"]")
                .then()
                .statusCode(201);
        Holder suspended = newHolder();
        decide(suspended, "suspend");
        Holder closed = newHolder();
        decide(closed, "close");

        assertEquals("insufficient-units", answer(retirement(owner, 91L, block)));
        assertEquals("invalid-quantity", answer(retirement(owner, 0L, block)));
        assertEquals("invalid-quantity", answer(retirement(owner, -5L, block)));
        assertEquals("invalid-selection", answer(retirement(owner, null, null, null)));
        assertEquals("invalid-selection", answer(retirement(owner, 1L, null, List.of(serial(block, 11, 12)))));
        assertEquals("reserved", answer(serials(serial(block, 10, 11))));
        assertEquals("not-held", answer(serials(serial(others, 1, 2))));
        assertEquals("unknown-serial", answer(serials(serial(block, 100, 101))));
        assertEquals("unknown-serial", answer(serials("CCR-KE-1-2023-888888-1-2")));
        assertEquals("inconsistent-serial", answer(serials(serial(block, 11, 12).replace("-2023-", "-2022-"))));
        assertEquals("repeated-units", answer(serials(serial(block, 11, 12), serial(block, 12, 13))));
        assertEquals("account-suspended", answer(retirement(suspended, 1L, block)));
        assertEquals("account-closed", answer(retirement(closed, 1L, block)));
        assertEquals("wrong-owner", answer(retirement(new Holder(other.organisation(), owner.account()), 1L, block)));
        assertEquals("unknown-account", answer(retirement(new Holder(owner.organisation(), "A1"), 1L, block)));
        for (String kind : List.of("buffer", "retired", "cancelled", "converted")) {
            String account = "A" + number("select min(id) from account where kind = '" + kind + "'");
            for (String organisation : new String[] {owner.organisation(), "registry", null}) {
                assertEquals("wrong-owner", answer(retirement(new Holder(organisation, account), 1L, block)), kind);
            }
        }
        assertEquals("effective-date-not-allowed", answer(dated(retirement(owner, 1L, block))));
        assertEquals(
                100,
                number("select sum(last_unit - first_unit + 1) from holding where account_id = "
                        + owner.account().substring(1)));
    }

    @Test
    void anOriginalDateIsTakenWhileTheImportIsOpen() {
        BlockDescription block = open(blockOrder(Registry.OPEN_PROGRAM, owner.account(), 100, 0));
        RetirementOrdered order = dated(retirement(owner, 1L, block));
        assertEquals("executed", answer(order));
        assertEquals(
                LocalDate.of(2015, 5, 5),
                facts(block.block(), 2).get(1).content(CreditsRetired.class).effectiveDate());
    }

    @Test
    void anOrderWithoutAProgrammeIsRefusedWhenTheAccountHoldsTwo() {
        open(blockOrder(Registry.OPEN_PROGRAM, owner.account(), 100, 0));
        open(blockOrder(Registry.CLOSED_PROGRAM, owner.account(), 100, 0));
        assertEquals("program-ambiguous", answer(with(null, 5L, null, null, null, null)));
        assertEquals("executed", answer(with(null, 5L, "VER", null, null, null)));
    }

    @Test
    void anOrderThatComesAgainIsAnsweredAgainAndRetiresNothing() {
        BlockDescription block = block(owner.account(), 100);
        RetirementOrdered order = retirement(owner, 40L, block);
        RetirementOrdered refused = retirement(owner, 90L, block);
        assertEquals("executed", answer(order));
        assertEquals("insufficient-units", answer(refused));

        for (int times = 2; times <= 3; times++) {
            int answered = times;
            send(order);
            send(refused);
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(() -> outcomes(order.retirement()).size() == answered
                            && outcomes(refused.retirement()).size() == answered);
        }

        outcomes(order.retirement())
                .forEach(o ->
                        assertArrayEquals(outcomes(order.retirement()).get(0).data(), o.data()));
        assertEquals(
                60,
                number("select sum(last_unit - first_unit + 1) from holding where account_id = "
                        + owner.account().substring(1)));
    }

    @Test
    void theSameIdWithAnotherContentIsPutAside() {
        BlockDescription block = block(owner.account(), 100);
        RetirementOrdered order = retirement(owner, 40L, block);
        assertEquals("executed", answer(order));
        long dead = number("select count(*) from dead_letter");
        RetirementOrdered more = with(order.retirement(), 41L, null, null, null, block.block());
        send(more);
        Awaitility.await().until(() -> number("select count(*) from dead_letter") == dead + 1);
        assertEquals("executed", answer(retirement(owner, 60L, block)));
    }

    @Test
    void tooManyRangesAreRefusedBeforeAnythingMoves() {
        BlockDescription block = block(owner.account(), 5000);
        List<String> ranges = new java.util.ArrayList<>();
        for (int i = 0; i < 1001; i++) {
            ranges.add(serial(block, 1 + 2L * i, 1 + 2L * i));
        }
        assertEquals("too-many-ranges", answer(serials(ranges.toArray(new String[0]))));
        assertEquals("executed", answer(serials(ranges.subList(0, 1000).toArray(new String[0]))));
        assertEquals(11, facts(block.block(), 11).size(), "at most 100 ranges in a fact");
    }

    private static void decide(Holder holder, String move) {
        registrar()
                .body("{\"reason\":\"because\"}")
                .post("/v1/accounts/" + holder.account() + "/" + move)
                .then()
                .statusCode(200);
    }

    private RetirementOrdered serials(String... serials) {
        return retirement(owner, null, null, List.of(serials));
    }

    private RetirementOrdered with(
            UUID id, Long quantity, String program, String project, Integer vintage, String block) {
        RetirementOrdered o = retirement(owner, quantity, block, null);
        return new RetirementOrdered(
                id == null ? o.retirement() : id,
                o.organisation(),
                o.account(),
                o.serials(),
                o.quantity(),
                program,
                project,
                vintage,
                block,
                null,
                null,
                o.actor(),
                null,
                o.time());
    }

    private static RetirementOrdered dated(RetirementOrdered o) {
        return new RetirementOrdered(
                o.retirement(),
                o.organisation(),
                o.account(),
                o.serials(),
                o.quantity(),
                o.program(),
                o.project(),
                o.vintage(),
                o.block(),
                LocalDate.of(2015, 5, 5),
                null,
                o.actor(),
                null,
                o.time());
    }
}
