package org.carbonregistry.account.retirements;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.Book;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Movement;
import org.carbonregistry.account.ledger.RecordedTransaction;
import org.carbonregistry.account.retirements.RetireUnits.Decision;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetiredPart;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementOrdered;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.wire.Message;

/** The answer to an order, as a message and as it is kept for a repeat. */
final class RetirementOutcome {

    private static final int LONGEST_SENTENCE = 1000;

    private RetirementOutcome() {}

    static Message message(Decision decision, Book book) {
        RetirementOrdered order = decision.order();
        Instant time = decision.entry().time();
        String key = order.retirement().toString();
        if (!decision.isExecuted()) {
            return Message.command(
                    MessageType.RETIREMENT_REFUSED,
                    key,
                    time,
                    new RetirementRefused(
                            order.retirement(),
                            decision.refusal().reason().code(),
                            shortened(decision.refusal().getMessage()),
                            decision.refusal().pointer(),
                            decision.refusal().reason().retryable(),
                            time));
        }
        Map<Long, List<Movement>> byBlock = new LinkedHashMap<>();
        decision.movements().forEach(m -> byBlock.computeIfAbsent(m.block(), b -> new ArrayList<>())
                .add(m));
        List<RetiredPart> parts = new ArrayList<>(byBlock.size());
        long quantity = 0;
        for (List<Movement> moved : byBlock.values()) {
            Block block = book.block(moved.get(0).block());
            RetiredPart part = new RetiredPart(
                    block.description(),
                    moved.get(0).number(),
                    moved.stream().map(Movement::units).toList());
            quantity += part.quantity();
            parts.add(part);
        }
        parts.sort((a, b) ->
                Long.compare(a.description().blockNumber(), b.description().blockNumber()));
        return Message.command(
                MessageType.RETIREMENT_EXECUTED,
                key,
                time,
                new RetirementExecuted(
                        order.retirement(),
                        parts.get(0).description().program(),
                        quantity,
                        parts.get(0).description().unitKilograms(),
                        parts,
                        time));
    }

    /** A refusal may quote the order; an order as large as a message would get an answer that is larger. */
    private static String shortened(String sentence) {
        return sentence.length() > LONGEST_SENTENCE ? sentence.substring(0, LONGEST_SENTENCE) + "…" : sentence;
    }

    /** Whether it is the last word: an order that needs an approval comes again with it, under the same id. */
    static boolean isFinal(Decision decision) {
        return decision.isExecuted() || decision.refusal().reason() != AccountRefusal.APPROVAL_REQUIRED;
    }

    static RecordedTransaction record(Decision decision, Message outcome) {
        return new RecordedTransaction(
                decision.order().retirement(),
                "retirement",
                fingerprint(decision.order()),
                decision.order().actor(),
                decision.entry().time(),
                decision.order().effectiveDate(),
                outcome.type().typeName(),
                outcome.data());
    }

    /** What an order asks for; when it was sent, and who approved it meanwhile, does not matter. */
    static byte[] fingerprint(RetirementOrdered o) {
        return Fingerprint.of(new RetirementOrdered(
                o.retirement(),
                o.organisation(),
                o.account(),
                o.serials(),
                o.quantity(),
                o.program(),
                o.project(),
                o.vintage(),
                o.block(),
                o.effectiveDate(),
                o.hold(),
                o.actor(),
                null,
                null));
    }
}
