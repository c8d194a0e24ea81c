package org.carbonregistry.account.transfers;

import java.util.OptionalLong;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Fingerprint;

/**
 * A transfer as it was asked for, of good shape, before anything is known about it.
 *
 * @param organisation whose representative asks
 * @param actor who asks
 */
public record Offer(ProposeTransfer.Request request, byte[] fingerprint, String organisation, String actor) {

    /** Under what a transfer is known again. */
    public record Name(String organisation, String externalId) {}

    /**
     * What somebody asks for.
     *
     * @throws org.carbonregistry.events.http.Refused invalid-value, when it is not of good shape
     */
    public static Offer of(ProposeTransfer.Request request, String organisation, String actor) {
        ProposeTransfer.requireShape(request);
        return new Offer(request, Fingerprint.of(request), organisation, actor);
    }

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
