package org.carbonregistry.retirement.retire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A natural person for whom credits are retired. The public sees {@code reference} and {@code commitment}; whoever is shown
 * name and blind can compute the commitment again.
 *
 * @param blind 32 random bytes, new for each retirement, so that two retirements of one person cannot be linked
 */
record Person(UUID reference, String name, String identifier, String country, byte[] blind) {

    private static final SecureRandom RANDOM = new SecureRandom();

    static Person of(Order.Beneficiary beneficiary) {
        byte[] blind = new byte[32];
        RANDOM.nextBytes(blind);
        return new Person(
                UUID.randomUUID(), beneficiary.name(), beneficiary.identifier(), beneficiary.country(), blind);
    }

    /** HMAC-SHA256 under the blind, in base64. */
    String commitment() {
        String record = "registry-person-v1\n" + said(name) + "\n" + said(identifier) + "\n" + said(country);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(blind, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(record.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String said(String text) {
        return text == null ? "" : text;
    }

    @Override
    public String toString() {
        return "person " + reference;
    }
}
