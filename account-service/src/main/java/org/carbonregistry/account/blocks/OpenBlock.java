package org.carbonregistry.account.blocks;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.Entry;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Holding;
import org.carbonregistry.account.ledger.Journal;
import org.carbonregistry.account.ledger.LedgerFacts;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.MovementKind;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.ledger.Title;
import org.carbonregistry.account.ledger.Units;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.message.BlockOpened;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** Decides how the units of a new block are held: the last of them by the buffer, the others by the issuance's account. */
final class OpenBlock {

    /** A block as it is opened. */
    record Opened(List<Holding> holdings, Message fact, RecordedTransaction transaction) {}

    private OpenBlock() {}

    /** A block is opened by one transaction, whose id follows from its name. */
    static UUID transaction(BlockOrdered order) {
        return UUID.nameUUIDFromBytes(("block " + order.description().block()).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The account that receives what is not the buffer's, in whatever state it is: the issuance was decided when it was open,
     * and is final.
     *
     * @throws Refused unknown-account, wrong-owner (an account of a programme), invalid-quantity (of the buffer)
     */
    static Account receiver(BlockOrdered order, Map<Long, Account> accounts) {
        OptionalLong number = AccountNumber.parse(order.account());
        Account receiver = number.isEmpty() ? null : accounts.get(number.getAsLong());
        if (receiver == null) {
            throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "there is no account " + order.account(), "/account");
        }
        if (receiver.kind().isSystem()) {
            throw new Refused(
                    AccountRefusal.WRONG_OWNER,
                    "account " + order.account() + " belongs to the programme " + receiver.program(),
                    "/account");
        }
        long quantity = order.description().quantity();
        if (order.bufferQuantity() < 0 || order.bufferQuantity() > quantity) {
            throw new Refused(
                    AccountRefusal.INVALID_QUANTITY,
                    "a buffer of " + order.bufferQuantity() + " in a block of " + quantity,
                    "/bufferQuantity");
        }
        return receiver;
    }

    /** Decides one order that was not refused. */
    static Opened decide(
            BlockOrdered order,
            Block block,
            Account receiver,
            Map<String, Long> bufferAccounts,
            Journal journal,
            Instant time) {
        long quantity = order.description().quantity();
        long buffer = order.bufferQuantity();
        Entry entry = new Entry(
                transaction(order),
                MovementKind.OPENED,
                time,
                order.effectiveDate(),
                "issuance " + order.issuance(),
                order.actor());
        List<Movement> movements = new ArrayList<>(2);
        if (buffer < quantity) {
            Units issued = new Units(block.id(), new UnitRange(1, quantity - buffer));
            movements.addAll(journal.append(entry, List.of(issued), null, receiver.id()));
        }
        if (buffer > 0) {
            Units kept = new Units(block.id(), new UnitRange(quantity - buffer + 1, quantity));
            long account = bufferAccounts.get(order.description().program());
            movements.addAll(journal.append(entry, List.of(kept), null, account));
        }
        List<Holding> holdings = movements.stream()
                .map(m -> new Holding(null, block.id(), Title.free(m.to()), m.units()))
                .toList();
        BlockOpened opened = new BlockOpened(
                order.description(),
                1,
                LedgerFacts.ranges(movements),
                buffer,
                order.issuance(),
                entry.transaction(),
                1,
                1,
                order.effectiveDate(),
                order.sourceRanges(),
                time);
        Message fact =
                Message.fact(MessageType.BLOCK_OPENED, order.description().block(), 1, movements.size(), time, opened);
        return new Opened(
                holdings,
                fact,
                new RecordedTransaction(
                        entry.transaction(),
                        "opening",
                        fingerprint(order),
                        order.actor(),
                        time,
                        order.effectiveDate(),
                        null,
                        null));
    }

    /** What an order asks for; when it was sent does not matter. */
    static byte[] fingerprint(BlockOrdered o) {
        return Fingerprint.of(new BlockOrdered(
                o.description(),
                o.issuance(),
                o.account(),
                o.bufferQuantity(),
                o.effectiveDate(),
                o.sourceRanges(),
                o.actor(),
                null));
    }
}
