package org.carbonregistry.retirement.retire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.RetirementExecuted;
import org.carbonregistry.events.message.RetirementRefused;
import org.carbonregistry.events.wire.Message;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a batch of the ledger's answers means for one retirement. */
class OutcomesTest {

    private static final UUID ID = new UUID(0, 1);
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest(name = "approved {0}, answers {1}: {2}")
    @CsvSource({
        "false, approval-required, waits",
        "false, approval-required approval-required, waits",
        "true, approval-required, late",
        "true, approval-required insufficient-units, refused",
        "true, approval-required executed, completed",
        "true, executed approval-required, completed",
        "false, insufficient-units, refused",
        "false, insufficient-units approval-required, refused",
        "false, executed insufficient-units, completed",
    })
    void thatAnApprovalIsNeededIsNoLastWord(boolean approved, String answers, String meaning) {
        List<Message> messages = new ArrayList<>();
        for (String answer : answers.split(" ")) {
            messages.add(message(answer));
        }
        Outcomes outcomes = Outcomes.of(messages);
        PendingRetirement retirement =
                new PendingRetirement(ID, "A1001", null, "voluntary", null, null, null, null, List.of(), NOW, approved);
        List<String> means = new ArrayList<>();
        if (outcomes.isLate(retirement)) {
            means.add("late");
        }
        Map<UUID, PendingRetirement> pending = Map.of(ID, retirement);
        outcomes.toAwait(pending).forEach(id -> means.add("waits"));
        outcomes.toRefuse(pending).forEach(refused -> means.add("refused"));
        outcomes.toComplete(pending).values().forEach(executed -> means.add("completed"));
        assertEquals(List.of(meaning), means);
    }

    private static Message message(String answer) {
        boolean executed = answer.equals("executed");
        return Message.command(
                executed ? MessageType.RETIREMENT_EXECUTED : MessageType.RETIREMENT_REFUSED,
                ID.toString(),
                NOW,
                executed
                        ? new RetirementExecuted(ID, "CCR", 5, 1000, List.of(), NOW)
                        : new RetirementRefused(ID, answer, answer, null, true, NOW));
    }
}
