package org.carbonregistry.account.history;

import static org.carbonregistry.account.Registry.auditor;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.carbonregistry.account.PastLedger;
import org.carbonregistry.account.PastLedger.Step;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class AccountTransactionsIT {

    @Test
    void anAccountsHistoryIsItsTransactionsNewestFirst() {
        PastLedger past = new PastLedger(new Random().nextLong(), 250, 150);
        LocalDate from = PastLedger.FIRST_DAY.plusDays(2);
        LocalDate to = PastLedger.FIRST_DAY.plusDays(6);
        for (int i = 0; i < 3; i++) {
            for (int limit : List.of(1, 7, 1000)) {
                assertEquals(expected(past, i, s -> true), read(past, i, limit, ""), "seed " + past.seed);
            }
            assertEquals(
                    expected(past, i, s -> s.kind().equals("retired")),
                    read(past, i, 5, "&kind=retirement"),
                    "seed " + past.seed);
            assertEquals(
                    expected(past, i, s -> {
                        LocalDate day = s.time().atZone(ZoneOffset.UTC).toLocalDate();
                        return !day.isBefore(from) && !day.isAfter(to);
                    }),
                    read(past, i, 5, "&from=" + from + "&to=" + to),
                    "seed " + past.seed);
        }
    }

    /** "id received sent movements", newest first. */
    private static List<String> expected(PastLedger past, int holder, Predicate<Step> which) {
        long account = past.accounts.get(holder);
        Map<UUID, List<Step>> byTransaction = new LinkedHashMap<>();
        past.steps.stream()
                .filter(which)
                .filter(s -> s.from() == account || s.to() == account)
                .forEach(s -> byTransaction
                        .computeIfAbsent(s.transaction(), t -> new ArrayList<>())
                        .add(s));
        return byTransaction.values().stream()
                .sorted(Comparator.comparing((List<Step> steps) -> steps.get(0).time())
                        .thenComparing(steps -> steps.get(0).transaction().toString())
                        .reversed())
                .map(steps -> steps.get(0).transaction() + " "
                        + steps.stream()
                                .filter(s -> s.to() == account)
                                .mapToLong(Step::quantity)
                                .sum()
                        + " "
                        + steps.stream()
                                .filter(s -> s.from() == account)
                                .mapToLong(Step::quantity)
                                .sum()
                        + " " + steps.size())
                .toList();
    }

    private static List<String> read(PastLedger past, int holder, int limit, String query) {
        List<String> read = new ArrayList<>();
        String cursor = null;
        do {
            JsonPath page = past.holders
                    .get(holder)
                    .call()
                    .get("/v1/transactions?account=A" + past.accounts.get(holder) + "&limit=" + limit + query
                            + (cursor == null ? "" : "&cursor=" + cursor))
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            for (Map<String, Object> t : page.<Map<String, Object>>getList("items")) {
                read.add(t.get("id") + " " + t.get("received") + " " + t.get("sent") + " " + t.get("movements"));
            }
            cursor = page.getString("next");
        } while (cursor != null);
        return read;
    }

    @Test
    void theAuditorReadsTheHistoryOfASystemAccount() {
        PastLedger past = new PastLedger(new Random().nextLong(), 100, 60);
        long retired = past.steps.stream()
                .filter(s -> s.kind().equals("retired"))
                .map(Step::transaction)
                .count();
        String day = "&from=" + PastLedger.FIRST_DAY + "&to=" + PastLedger.LAST_DAY + "&limit=1000";
        List<String> ids = auditor()
                .get("/v1/transactions?account=A" + past.accounts.get(3) + day)
                .then()
                .body("items[0].kind", equalTo("retirement"))
                .extract()
                .jsonPath()
                .getList("items.id");
        assertEquals(
                retired,
                past.steps.stream()
                        .filter(s -> s.kind().equals("retired"))
                        .filter(s -> ids.contains(s.transaction().toString()))
                        .count());
    }
}
