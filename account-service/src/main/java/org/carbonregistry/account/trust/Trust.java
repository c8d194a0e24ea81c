package org.carbonregistry.account.trust;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carbonregistry.account.accounts.Account;

/**
 * Whom some receivers trust, read under their locks.
 *
 * @param byReceiver what each has listed and not removed; who lists nobody is missing
 */
public record Trust(Map<Long, List<TrustedSender>> byReceiver) {

    /** Nobody trusts anybody. */
    public static Trust nobody() {
        return new Trust(Map.of());
    }

    /**
     * Whether units move without being accepted: within one organisation, or from a trusted sender.
     *
     * @param now database time
     */
    public boolean settlesAtOnce(Account from, Account to, Instant now) {
        return from.organisation().equals(to.organisation())
                || byReceiver.getOrDefault(to.id(), List.of()).stream()
                        .anyMatch(sender -> sender.covers(from.id(), from.organisation(), now));
    }
}
