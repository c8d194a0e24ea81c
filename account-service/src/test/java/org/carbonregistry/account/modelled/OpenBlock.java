package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.account.modelled.Model.Title;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;

/** A block is issued to an account, the last of its units to the programme's buffer. */
record OpenBlock(BlockDescription is, String account, long buffer, UUID issuance) implements Command {

    @Override
    public Answer send(Door door) {
        return door.order(message(), is.block());
    }

    Message message() {
        Instant time = Instant.EPOCH.plusSeconds(1_700_000_000);
        BlockOrdered order = new BlockOrdered(is, issuance, account, buffer, null, null, "rosa", time);
        return Message.command(MessageType.BLOCK_ORDERED, is.block(), time, order);
    }

    @Override
    public Plan rule(Model m, Instant now, Answer seen) {
        return Plan.of(answer -> {
            m.open(is);
            UUID transaction = UUID.fromString(answer.text("transaction"));
            give(m, transaction, 1, is.quantity() - buffer, account);
            give(m, transaction, is.quantity() - buffer + 1, is.quantity(), m.system.get("buffer"));
            Model.Account receiver = m.accounts.get(account);
            if (seen == null && receiver.status.equals("closed")) {
                receiver.status = "suspended";
            }
        });
    }

    private void give(Model m, UUID transaction, long first, long last, String to) {
        if (first <= last) {
            BitSet units = Model.bits(new UnitRange(first, last));
            units.stream().forEach(unit -> m.blocks.get(is.block()).titles()[unit] = Title.free(to));
            m.journal.put(new Model.Move(transaction, is.block(), null, to, "opened"), units);
        }
    }

    @Override
    public Map<String, BitSet> units(Answer answer) {
        return Map.of();
    }

    @Override
    public Instant time(Answer answer) {
        return answer.time("time");
    }
}
