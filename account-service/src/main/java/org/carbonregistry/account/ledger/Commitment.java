package org.carbonregistry.account.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Binds the receiver to a movement without naming it: {@code HMAC-SHA256(blind, "registry-holder-v1\n" + account id)}. The
 * value is public, the blind only the holder can read.
 *
 * @param blind 32 random bytes of this movement alone
 * @param value the 32 bytes everyone sees
 */
public record Commitment(byte[] blind, byte[] value) {

    /** How long a blind is, in bytes. */
    public static final int LENGTH = 32;

    public static Commitment of(byte[] blind, long account) {
        if (blind.length != LENGTH) {
            throw new IllegalArgumentException("a blind has " + LENGTH + " bytes, not " + blind.length);
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(blind, "HmacSHA256"));
            String text = "registry-holder-v1\n" + AccountNumber.format(account);
            return new Commitment(blind, mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every Java", e);
        }
    }

    /** The public value as it goes over the wire. */
    public String text() {
        return Base64.getEncoder().encodeToString(value);
    }
}
