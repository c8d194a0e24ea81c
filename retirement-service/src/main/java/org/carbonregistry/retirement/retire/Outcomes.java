package org.carbonregistry.retirement.retire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementCompleted;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.wire.Message;

/**
 * What a batch of outcomes says, each order once: the first word of the ledger counts, a repeat changes nothing. That an order
 * needs an approval is no last word: another one can follow, and then counts. That units are used up is always the last one,
 * whatever was thought of the order here before: nothing brings them back.
 *
 * @param executed units that moved to RETIRED
 * @param refused orders that a rule refused
 */
record Outcomes(Map<UUID, RetirementExecuted> executed, Map<UUID, RetirementRefused> refused) {

    /** The ledger's code for an order that needs a second representative. */
    private static final String APPROVAL_REQUIRED = "approval-required";

    static Outcomes of(List<Message> messages) {
        Map<UUID, RetirementExecuted> executed = new LinkedHashMap<>();
        Map<UUID, RetirementRefused> refused = new LinkedHashMap<>();
        for (Message message : messages) {
            if (message.type() == MessageType.RETIREMENT_EXECUTED) {
                RetirementExecuted outcome = message.content(RetirementExecuted.class);
                executed.putIfAbsent(outcome.retirement(), outcome);
            } else {
                RetirementRefused outcome = message.content(RetirementRefused.class);
                refused.merge(outcome.retirement(), outcome, (first, next) -> needsApproval(first) ? next : first);
            }
        }
        refused.keySet().removeAll(executed.keySet());
        return new Outcomes(executed, refused);
    }

    List<UUID> orders() {
        List<UUID> all = new ArrayList<>(executed.keySet());
        all.addAll(refused.keySet());
        return all;
    }

    /** The executed ones among the pending, by programme, in the order in which the ledger answered. */
    Map<String, List<RetirementExecuted>> toComplete(Map<UUID, PendingRetirement> pending) {
        Map<String, List<RetirementExecuted>> byProgram = new TreeMap<>();
        executed.forEach((id, outcome) -> {
            if (pending.containsKey(id)) {
                byProgram
                        .computeIfAbsent(outcome.program(), p -> new ArrayList<>())
                        .add(outcome);
            }
        });
        return byProgram;
    }

    /** The refused ones among the pending. */
    List<RetirementRefused> toRefuse(Map<UUID, PendingRetirement> pending) {
        return refused.values().stream()
                .filter(r -> pending.containsKey(r.retirement()) && !needsApproval(r))
                .toList();
    }

    /** Those among the pending that now wait for a second representative. */
    List<UUID> toAwait(Map<UUID, PendingRetirement> pending) {
        return refused.values().stream()
                .filter(r -> pending.containsKey(r.retirement()) && needsApproval(r))
                .map(RetirementRefused::retirement)
                .filter(id -> !pending.get(id).approved())
                .toList();
    }

    /** Whether the answer to this one changes anything. */
    boolean changes(PendingRetirement retirement) {
        return switch (retirement.standing()) {
            case REQUESTED -> !isLate(retirement);
            case AWAITS_APPROVAL, NOT_APPROVED -> executed.containsKey(retirement.id());
            case DECIDED -> false;
        };
    }

    /** Those whose order was sent twice before it was approved: the second answer is late, and says nothing new. */
    private boolean isLate(PendingRetirement retirement) {
        RetirementRefused answer = refused.get(retirement.id());
        return answer != null && needsApproval(answer) && retirement.approved();
    }

    private static boolean needsApproval(RetirementRefused refused) {
        return refused.code().equals(APPROVAL_REQUIRED);
    }

    /** The public fact that a retirement is complete. */
    static RetirementCompleted fact(
            PendingRetirement retirement, RetirementExecuted outcome, long certificate, Instant now) {
        return new RetirementCompleted(
                retirement.id(),
                1,
                outcome.program(),
                certificate,
                CertificateNumber.format(outcome.program(), certificate),
                outcome.quantity(),
                outcome.unitKilograms(),
                outcome.parts(),
                retirement.beneficiary(),
                retirement.purpose(),
                retirement.scheme(),
                retirement.reason(),
                retirement.message(),
                outcome.time(),
                retirement.effectiveDate(),
                retirement.notStated(),
                now);
    }
}
