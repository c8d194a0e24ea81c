package org.carbonregistry.account.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.carbonregistry.events.wire.Json;

/** SHA-256 of what was asked, so that a repeat can be told from another request under the same id. */
public final class Fingerprint {

    private Fingerprint() {}

    public static byte[] of(Object asked) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(Json.write(asked));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }
}
