package org.carbonregistry.account.limits;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.limits.SendingRules.Used;
import org.carbonregistry.events.http.Refused;

/**
 * What accounts may still send while a set of transfers is decided, one after the other: each uses what the ones before it left.
 * Of all limits an account is under the lowest wins: its holder's, the registrar's for it, its programme's, the registry's.
 */
public final class Allowance {

    private record InForce(long units, String program, String whose) {

        boolean counts(String ofProgram) {
            return program == null || program.equals(ofProgram);
        }
    }

    private final SendingRules rules;
    private final Map<Used, Long> used;

    public Allowance(SendingRules rules) {
        this.rules = rules;
        this.used = new HashMap<>(rules.used());
    }

    /**
     * Takes units out of what an account may send.
     *
     * @param now database time: which day it is, and which limits are in force
     * @throws Refused over-transfer-limit, over-daily-limit; nothing is taken then
     */
    public void take(long account, String program, long quantity, Instant now, String pointer) {
        InForce transfer = lowest(inForce(LimitKind.TRANSFER, account, program, now));
        if (transfer != null && quantity > transfer.units()) {
            throw new Refused(
                    AccountRefusal.OVER_TRANSFER_LIMIT,
                    "a transfer of " + quantity + " units is over the limit of " + transfer.units()
                            + " a transfer, which is that of " + transfer.whose(),
                    pointer);
        }
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC);
        requireDay(account, program, quantity, now, day, pointer);
        used.merge(new Used(account, program, day), quantity, Long::sum);
    }

    /**
     * Whether a second representative is needed.
     *
     * @param kind of what one may do alone: transfer, or retire
     */
    public boolean needsSecond(LimitKind kind, long account, long quantity, Instant now) {
        InForce alone = lowest(inForce(kind, account, null, now));
        return alone != null && quantity > alone.units();
    }

    private void requireDay(long account, String program, long quantity, Instant now, LocalDate day, String pointer) {
        InForce least = null;
        long left = Long.MAX_VALUE;
        for (InForce limit : inForce(LimitKind.DAY, account, program, now)) {
            long leftOfThis = Math.max(0, limit.units() - usedUnder(limit, account, day));
            if (leftOfThis < left) {
                least = limit;
                left = leftOfThis;
            }
        }
        if (least != null && quantity > left) {
            throw new Refused(
                    AccountRefusal.OVER_DAILY_LIMIT,
                    "a transfer of " + quantity + " units is over the limit of " + least.units()
                            + " a day (UTC), which is that of " + least.whose() + "; left today: " + left,
                    pointer);
        }
    }

    private long usedUnder(InForce limit, long account, LocalDate day) {
        return used.entrySet().stream()
                .filter(e -> e.getKey().account() == account && e.getKey().day().equals(day))
                .filter(e -> limit.counts(e.getKey().program()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private List<InForce> inForce(LimitKind kind, long account, String program, Instant now) {
        List<InForce> found = new ArrayList<>();
        for (StandingLimit limit : rules.standing()) {
            if (limit.kind() == kind && limit.counts(program)) {
                found.add(new InForce(limit.units(), limit.program(), limit.whose()));
            }
        }
        for (AccountLimit limit : rules.ofAccounts().getOrDefault(account, List.of())) {
            Long units = limit.kind() == kind ? limit.inForce(now) : null;
            if (units != null) {
                found.add(new InForce(units, null, limit.whose()));
            }
        }
        return found;
    }

    private static InForce lowest(List<InForce> limits) {
        InForce lowest = null;
        for (InForce limit : limits) {
            if (lowest == null || limit.units() < lowest.units()) {
                lowest = limit;
            }
        }
        return lowest;
    }
}
