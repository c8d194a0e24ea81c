package org.carbonregistry.account.limits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.limits.SendingRules.Used;
import org.carbonregistry.events.http.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which limit stops a transfer, and what it says. */
class AllowanceTest {

    private static final Instant NOW = Instant.parse("2026-03-01T23:59:59Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);

    @ParameterizedTest(name = "registry {0}, programme {1}, holder {2}, registrar {3}: {4} → {5}")
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, 1000000, -",
                "100, -, -, -, 100, -",
                "100, -, -, -, 101, the registry",
                "-, 100, -, -, 101, programme CCR",
                "-, -, 100, -, 101, account A1001 set by its holder",
                "-, -, -, 100, 101, account A1001 set by its registrar",
                "90, 80, 70, 60, 61, account A1001 set by its registrar",
                "90, 80, 60, 70, 61, account A1001 set by its holder",
                "90, 60, 70, 80, 61, programme CCR",
                "60, 70, 80, 90, 61, the registry",
                "60, 70, 80, 90, 60, -",
                "-, -, 0, -, 1, account A1001 set by its holder",
            })
    void ofAllLimitsOfATransferTheLowestWins(
            Long registry, Long program, Long holder, Long registrar, long quantity, String whose) {
        for (LimitKind kind : List.of(LimitKind.TRANSFER, LimitKind.DAY)) {
            Allowance allowance = new Allowance(rules(kind, registry, program, holder, registrar, Map.of()));
            String refusal = refusal(() -> allowance.take(1001, "CCR", quantity, NOW, "/quantity"));
            if (whose == null) {
                assertEquals("", refusal);
            } else {
                String name = whose.replace("A1001 set", "A1001, set");
                assertEquals(
                        kind == LimitKind.TRANSFER
                                ? "over-transfer-limit /quantity: a transfer of " + quantity
                                        + " units is over the limit of " + (quantity - 1)
                                        + " a transfer, which is that of "
                                        + name
                                : "over-daily-limit /quantity: a transfer of " + quantity
                                        + " units is over the limit of "
                                        + (quantity - 1) + " a day (UTC), which is that of " + name + "; left today: "
                                        + (quantity - 1),
                        refusal);
            }
        }
    }

    @Test
    void theLimitOfADayWithTheLeastLeftStopsIt() {
        // Of CCR 30 were used, of others 50: the registry's 100 has 20 left, the programme's 60 has 30.
        Allowance allowance = new Allowance(rules(
                LimitKind.DAY,
                100L,
                60L,
                null,
                null,
                Map.of(new Used(1001, "CCR", TODAY), 30L, new Used(1001, "VER", TODAY), 50L)));
        assertEquals(
                "over-daily-limit /quantity: a transfer of 21 units is over the limit of 100 a day (UTC), which is that of"
                        + " the registry; left today: 20",
                refusal(() -> allowance.take(1001, "CCR", 21, NOW, "/quantity")));
        assertEquals("", refusal(() -> allowance.take(1001, "CCR", 20, NOW, "/quantity")), "a refusal used nothing");
        assertEquals(
                "over-daily-limit /quantity: a transfer of 1 units is over the limit of 100 a day (UTC), which is that of"
                        + " the registry; left today: 0",
                refusal(() -> allowance.take(1001, "VER", 1, NOW, "/quantity")));
    }

    @Test
    void aDayIsOfOneAccountAndEndsAtMidnightUtc() {
        Allowance allowance =
                new Allowance(rules(LimitKind.DAY, 100L, null, null, null, Map.of(new Used(1002, "CCR", TODAY), 100L)));
        assertEquals("", refusal(() -> allowance.take(1001, "CCR", 100, NOW, null)));
        assertEquals("", refusal(() -> allowance.take(1001, "CCR", 100, NOW.plusSeconds(1), null)));
        assertEquals(
                "over-daily-limit null",
                refusal(() -> allowance.take(1001, "CCR", 1, NOW.plusSeconds(2), null))
                        .split(":")[0]);
    }

    @Test
    void aLimitThatWasLoweredBelowWhatWasUsedHasNothingLeft() {
        Allowance allowance =
                new Allowance(rules(LimitKind.DAY, null, null, 10L, null, Map.of(new Used(1001, "CCR", TODAY), 30L)));
        assertEquals(
                "left today: 0",
                refusal(() -> allowance.take(1001, "CCR", 1, NOW, null)).split("; ")[1]);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, -, 1000000, false", "10, -, 10, false", "10, -, 11, true", "10, 5, 6, true"})
    void aboveTheLowerOfBothAmountsASecondRepresentativeIsNeeded(
            Long holder, Long registrar, long quantity, boolean needed) {
        for (LimitKind kind : List.of(LimitKind.UNAPPROVED, LimitKind.RETIREMENT_UNAPPROVED)) {
            Allowance allowance = new Allowance(rules(kind, null, null, holder, registrar, Map.of()));
            assertEquals(needed, allowance.needsSecond(kind, 1001, quantity, NOW));
            for (LimitKind other : LimitKind.values()) {
                assertEquals(needed && other == kind, allowance.needsSecond(other, 1001, quantity, NOW));
            }
            assertEquals("", refusal(() -> allowance.take(1001, "CCR", quantity, NOW, null)), "it is no limit");
        }
    }

    @Test
    void theOperatorsLimitsAreThoseOfTheConfiguration() {
        Map<String, String> properties = Map.of(
                "registry.account.limits.transfer", "500",
                "registry.account.program-limits.CCR.day", "900",
                "registry.account.program-limits.VER.transfer", "7");
        AccountConfig config = new SmallRyeConfigBuilder()
                .withMapping(AccountConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(AccountConfig.class);
        assertEquals(
                Set.of(
                        new StandingLimit(LimitKind.TRANSFER, null, 500),
                        new StandingLimit(LimitKind.DAY, "CCR", 900),
                        new StandingLimit(LimitKind.TRANSFER, "VER", 7)),
                Set.copyOf(new AccountLimits(config).standing()));
    }

    private static SendingRules rules(
            LimitKind kind, Long registry, Long program, Long holder, Long registrar, Map<Used, Long> used) {
        List<StandingLimit> standing = new ArrayList<>();
        if (registry != null) {
            standing.add(new StandingLimit(kind, null, registry));
        }
        if (program != null) {
            standing.add(new StandingLimit(kind, "CCR", program));
            standing.add(new StandingLimit(kind, "XYZ", 0));
        }
        List<AccountLimit> own =
                List.of(limit(kind, LimitSetter.HOLDER, holder), limit(kind, LimitSetter.REGISTRAR, registrar));
        return new SendingRules(standing, Map.of(1001L, own), new HashMap<>(used));
    }

    private static AccountLimit limit(LimitKind kind, LimitSetter setter, Long units) {
        return new AccountLimit(1001, 1, kind, setter, null, units, "policy", "anna", NOW, NOW);
    }

    private static String refusal(Runnable act) {
        try {
            act.run();
            return "";
        } catch (Refused refused) {
            return refused.reason().code() + " " + refused.pointer() + ": " + refused.getMessage();
        }
    }
}
