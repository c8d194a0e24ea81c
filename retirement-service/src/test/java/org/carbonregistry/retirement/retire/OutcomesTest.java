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

    @ParameterizedTest(name = "{0}, answers {1}: {2}")
    @CsvSource({
        "requested, executed, completed",
        "requested, insufficient-units, refused",
        "requested, approval-required, waits",
        "awaiting-approval, executed, completed",
        "awaiting-approval, approval-required, nothing",
        "awaiting-approval, approval-required executed, completed",
        "awaiting-approval, executed approval-required, completed",
        "refused approval-expired, executed, completed",
        "refused approval-expired, approval-required, nothing",
        "refused approval-expired, approval-required executed, completed",
        "refused approval-expired, insufficient-units, nothing",
        "refused approval-rejected, executed, completed",
        "refused approval-rejected, approval-required, nothing",
        "refused approval-rejected, insufficient-units, nothing",
        "refused insufficient-units, executed, nothing",
        "completed, executed, nothing",
        "completed, approval-required, nothing",
        "completed, insufficient-units, nothing",
    })
    void thatUnitsAreUsedUpStandsAboveAWantOfApproval(String stands, String answers, String meaning) {
        String[] words = stands.split(" ");
        PendingRetirement.Standing standing =
                PendingRetirement.Standing.of(words[0], words.length > 1 ? words[1] : null);
        assertEquals(meaning, meaning(standing, false, answers));
    }

    @ParameterizedTest(name = "approved {0}, answers {1}: {2}")
    @CsvSource({
        "false, approval-required, waits",
        "false, approval-required approval-required, waits",
        "true, approval-required, nothing",
        "true, approval-required insufficient-units, refused",
        "true, approval-required executed, completed",
        "true, executed approval-required, completed",
        "false, insufficient-units, refused",
        "false, insufficient-units approval-required, refused",
        "false, executed insufficient-units, completed",
    })
    void thatAnApprovalIsNeededIsNoLastWord(boolean approved, String answers, String meaning) {
        assertEquals(meaning, meaning(PendingRetirement.Standing.REQUESTED, approved, answers));
    }

    private static String meaning(PendingRetirement.Standing standing, boolean approved, String answers) {
        List<Message> messages = new ArrayList<>();
        for (String answer : answers.split(" ")) {
            messages.add(message(answer));
        }
        Outcomes outcomes = Outcomes.of(messages);
        PendingRetirement retirement = new PendingRetirement(
                ID, "A1001", null, "voluntary", null, null, null, null, List.of(), NOW, standing, approved);
        List<String> means = new ArrayList<>();
        Map<UUID, PendingRetirement> pending = outcomes.changes(retirement) ? Map.of(ID, retirement) : Map.of();
        outcomes.toAwait(pending).forEach(id -> means.add("waits"));
        outcomes.toRefuse(pending).forEach(refused -> means.add("refused"));
        outcomes.toComplete(pending).values().forEach(executed -> means.add("completed"));
        return means.isEmpty() ? "nothing" : String.join(" ", means);
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
