package org.carbonregistry.account.transfers;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which offers can be decided as one set: no two of one name, and what one of them receives no other sends on, because a set
 * is decided on what its senders held before it.
 */
public final class Together {

    private final Set<Offer.Name> names = new HashSet<>();
    private final Set<OptionalLong> senders = new HashSet<>();
    private final Set<OptionalLong> receivers = new HashSet<>();

    /** Takes an offer into the set, unless it does not fit. */
    public boolean takes(Offer offer) {
        boolean fits = !names.contains(offer.name())
                && !senders.contains(offer.receiver())
                && !receivers.contains(offer.sender());
        if (fits) {
            names.add(offer.name());
            senders.add(offer.sender());
            receivers.add(offer.receiver());
        }
        return fits;
    }
}
