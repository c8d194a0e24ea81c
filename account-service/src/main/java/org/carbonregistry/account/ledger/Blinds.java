package org.carbonregistry.account.ledger;

import java.security.SecureRandom;

/** Draws blinds. */
@FunctionalInterface
public interface Blinds {

    byte[] next();

    /** Blinds nobody can guess. */
    static Blinds random() {
        SecureRandom random = new SecureRandom();
        return () -> {
            byte[] blind = new byte[Commitment.LENGTH];
            random.nextBytes(blind);
            return blind;
        };
    }
}
