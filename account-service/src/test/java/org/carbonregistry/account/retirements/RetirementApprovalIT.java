package org.carbonregistry.account.retirements;

import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.number;
import static org.carbonregistry.account.Registry.outcomes;
import static org.carbonregistry.account.Registry.send;
import static org.carbonregistry.account.Registry.serial;
import static org.carbonregistry.account.Registry.transfer;
import static org.hamcrest.Matchers.empty;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Retirements that are more than one representative may order alone. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class RetirementApprovalIT {

    private Holder owner;
    private BlockDescription block;

    @BeforeEach
    void aHolderRetiresAHundredOnOnesWord() {
        owner = newHolder();
        block = block(owner.account(), 1000);
        owner.call()
                .body("{\"limit\":\"retirement-unapproved\",\"units\":100,\"reason\":\"policy 7\"}")
                .post("/v1/accounts/" + owner.account() + "/limits")
                .then()
                .statusCode(200);
    }

    @AfterEach
    void theLedgerIsClean() {
        auditor().get("/v1/audit").then().body("findings", empty());
    }

    @Test
    void anOrderAboveTheAmountIsRefusedUntilItComesWithAnotherOnesApproval() {
        UUID id = UUID.randomUUID();
        assertEquals("approval-required /quantity", answers(order(id, 101L, null), 1));
        assertEquals("approval-required /quantity", answers(order(id, 101L, "anna"), 2), "whoever ordered it");
        assertEquals(0, number("select count(*) from ledger_transaction where id = '" + id + "'"), "not the last word");
        assertEquals("executed", answers(order(id, 101L, "ben"), 3));
        assertEquals("executed", answers(order(id, 101L, null), 4), "sent before it was approved, and late");
        assertEquals(101, retired());
        assertEquals(
                1,
                number("select count(*) from movement where transaction_id = '" + id + "' and cause = 'retirement " + id
                        + ", approved by ben'"));
    }

    @Test
    void namedSerialsAreCountedAndSmallerOrdersAndTransfersGoOn() {
        assertEquals(
                "approval-required /serials", answers(order(UUID.randomUUID(), null, null, serial(block, 1, 101)), 1));
        assertEquals("executed", answers(order(UUID.randomUUID(), null, null, serial(block, 1, 100)), 1));
        assertEquals("executed", answers(order(UUID.randomUUID(), 100L, null), 1));
        transfer(owner, newHolder().account(), "\"quantity\":500").then().statusCode(201);
    }

    @Test
    void whatIsMissingIsSaidBeforeAnApprovalIsAskedFor() {
        assertEquals("insufficient-units /quantity", answers(order(UUID.randomUUID(), 1001L, null), 1));
    }

    @Test
    void anApprovedAndAnUnapprovedCopyInOneBatchAreOneRetirement() {
        UUID id = UUID.randomUUID();
        send(order(id, 200L, null));
        send(order(id, 200L, "ben"));
        send(order(id, 200L, null));
        Awaitility.await()
                .until(() -> outcomes(id).stream().anyMatch(m -> m.type() == MessageType.RETIREMENT_EXECUTED));
        assertEquals(200, retired());
        assertEquals(0, number("select count(*) from dead_letter where key = '" + owner.account() + "'"));
    }

    private long retired() {
        return number(
                "select coalesce(sum(last_unit - first_unit + 1), 0) from movement where kind = 'retired' and from_account = "
                        + owner.account().substring(1));
    }

    /** What the newest of so many answers says. */
    private static String answers(RetirementOrdered order, int atLeast) {
        send(order);
        Awaitility.await().until(() -> outcomes(order.retirement()).size() >= atLeast);
        List<Message> all = outcomes(order.retirement());
        Message last = all.get(all.size() - 1);
        if (last.type() == MessageType.RETIREMENT_EXECUTED) {
            return "executed";
        }
        RetirementRefused refused = last.content(RetirementRefused.class);
        return refused.code() + " " + refused.pointer();
    }

    private RetirementOrdered order(UUID id, Long quantity, String approvedBy, String... serials) {
        return new RetirementOrdered(
                id,
                owner.organisation(),
                owner.account(),
                quantity == null ? List.of(serials) : null,
                quantity,
                null,
                null,
                null,
                null,
                null,
                null,
                "anna",
                approvedBy,
                Instant.now());
    }
}
