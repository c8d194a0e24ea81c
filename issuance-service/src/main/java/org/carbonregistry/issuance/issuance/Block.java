package org.carbonregistry.issuance.issuance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.message.BlockOrdered;
import org.carbonregistry.events.message.CreditsIssued;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.serial.SerialRange;
import org.carbonregistry.events.serial.UnitRange;
import org.carbonregistry.events.wire.Message;
import org.carbonregistry.issuance.issuance.IssuanceView.IssuedBlock;
import org.carbonregistry.issuance.program.Program;
import org.carbonregistry.issuance.project.Project;
import org.carbonregistry.issuance.verification.Verification;

/**
 * A block of credits that was decided.
 *
 * @param position its vintage in the request
 * @param serials all its units
 * @param fact what the public hears of it
 * @param order what the ledger is ordered to do
 */
record Block(int position, SerialRange serials, CreditsIssued fact, BlockOrdered order) {

    /** One block per vintage of an approved issuance, numbered from {@code firstNumber} on. */
    static List<Block> of(
            Program program,
            Project project,
            Verification verification,
            Issuance approved,
            List<RequestedVintage> vintages,
            long firstNumber,
            Instant time) {
        boolean natureBased = program.typeOf(project.type(), null).natureBased();
        List<Block> blocks = new ArrayList<>(vintages.size());
        for (RequestedVintage vintage : vintages) {
            SerialRange serials = new SerialRange(
                    program.code(),
                    project.country(),
                    project.code(),
                    vintage.end().getYear(),
                    firstNumber + blocks.size(),
                    UnitRange.ofQuantity(1, vintage.quantity()));
            BlockDescription description = new BlockDescription(
                    serials.blockName(),
                    program.code(),
                    project.id(),
                    project.code(),
                    project.country(),
                    serials.block(),
                    vintage.start(),
                    vintage.end(),
                    program.unitKilograms(),
                    vintage.quantity());
            long buffer =
                    BufferShare.of(program, natureBased, verification.riskRatingBasisPoints(), vintage.quantity());
            blocks.add(new Block(
                    vintage.position(),
                    serials,
                    new CreditsIssued(
                            description,
                            1,
                            approved.id(),
                            verification.id(),
                            buffer,
                            vintage.effectiveDate(),
                            verification.notStated(),
                            verification.derived(),
                            time),
                    new BlockOrdered(
                            description,
                            approved.id(),
                            approved.account(),
                            buffer,
                            vintage.effectiveDate(),
                            vintage.sourceRanges(),
                            approved.decidedBy(),
                            time)));
        }
        return blocks;
    }

    String id() {
        return serials.blockName();
    }

    long quantity() {
        return serials.units().quantity();
    }

    long bufferQuantity() {
        return fact.bufferQuantity();
    }

    IssuedBlock view() {
        return new IssuedBlock(id(), serials.format(), quantity(), bufferQuantity(), null);
    }

    /** The fact and the order of each block. */
    static List<Message> messages(List<Block> blocks) {
        List<Message> messages = new ArrayList<>(blocks.size() * 2);
        for (Block block : blocks) {
            messages.add(Message.fact(MessageType.CREDITS_ISSUED, block.id(), 1, block.fact.time(), block.fact));
            messages.add(Message.command(MessageType.BLOCK_ORDERED, block.id(), block.order.time(), block.order));
        }
        return messages;
    }
}
