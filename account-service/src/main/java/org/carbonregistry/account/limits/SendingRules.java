package org.carbonregistry.account.limits;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What is known of the limits of some senders, read under their locks before their transfers are decided.
 *
 * @param standing limits that all accounts are under
 * @param ofAccounts the last decisions about the limits of accounts that have any
 * @param used units that transfers took which were proposed today or later and were not rejected, cancelled or lapsed
 */
public record SendingRules(
        List<StandingLimit> standing, Map<Long, List<AccountLimit>> ofAccounts, Map<Used, Long> used) {

    /** What is counted for itself: an account's units of one programme in one day, in UTC. */
    public record Used(long account, String program, LocalDate day) {}

    /** No account has limits of its own, and nothing was used. */
    public static SendingRules only(List<StandingLimit> standing) {
        return new SendingRules(standing, Map.of(), Map.of());
    }
}
