package org.carbonregistry.account.transfers;

import java.util.OptionalLong;
import org.carbonregistry.account.ledger.AccountNumber;

/**
 * A transfer as it was asked for, of good shape, before anything is known about it.
 *
 * @param organisation whose representative asks
 * @param actor who asks
 */
record Offer(ProposeTransfer.Request request, byte[] fingerprint, String organisation, String actor) {

    /** Under what a transfer is known again. */
    record Name(String organisation, String externalId) {}

    Name name() {
        return new Name(organisation, request.externalId());
    }

    OptionalLong sender() {
        return AccountNumber.parse(request.fromAccount());
    }

    OptionalLong receiver() {
        return AccountNumber.parse(request.toAccount());
    }
}
