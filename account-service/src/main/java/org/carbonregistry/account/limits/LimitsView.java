package org.carbonregistry.account.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The limits an account is under, as shown to its holder, the registrar and the auditor. Of each kind the lowest wins.
 *
 * @param day today, in UTC
 * @param usedToday units of all transfers out of it that were proposed today and were not rejected, cancelled or lapsed
 */
public record LimitsView(String account, LocalDate day, long usedToday, List<LimitView> limits) {

    /**
     * One limit.
     *
     * @param limit {@code transfer}, {@code day}, {@code unapproved} or {@code retirement-unapproved}
     * @param setBy {@code holder}, {@code registrar}, or {@code operator} for those all accounts are under
     * @param program the programme whose units it counts; null for all
     * @param units in force now; null for none
     * @param unitsThen in force from {@code from} on, when that is later than now; otherwise null
     */
    public record LimitView(
            String limit,
            String setBy,
            String program,
            Long units,
            Long unitsThen,
            Instant from,
            String reason,
            String decidedBy,
            Instant decidedAt) {}

    /** @param now database time */
    static LimitsView of(String publicId, long account, SendingRules rules, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        long used = rules.used().entrySet().stream()
                .filter(e -> e.getKey().account() == account && e.getKey().day().equals(today))
                .mapToLong(e -> e.getValue())
                .sum();
        List<LimitView> entries = new ArrayList<>();
        rules.standing()
                .forEach(s -> entries.add(new LimitView(
                        s.kind().word(), "operator", s.program(), s.units(), null, null, null, null, null)));
        rules.ofAccounts().getOrDefault(account, List.of()).stream()
                .sorted(Comparator.comparing(AccountLimit::kind).thenComparing(AccountLimit::setter))
                .forEach(limit -> entries.add(view(limit, now)));
        return new LimitsView(publicId, today, used, entries);
    }

    private static LimitView view(AccountLimit limit, Instant now) {
        boolean later = now.isBefore(limit.from());
        return new LimitView(
                limit.kind().word(),
                limit.setter().word(),
                null,
                limit.inForce(now),
                later ? limit.units() : null,
                limit.from(),
                limit.reason(),
                limit.decidedBy(),
                limit.decidedAt());
    }
}
