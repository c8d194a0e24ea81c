package org.carbonregistry.deploy.embedded;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Properties;

/** Real bearer tokens (RS256) for tests, good ones and bad ones. The key pair is new in each virtual machine. */
public final class TestTokens {

    /** The claim {@code iss} of all of them. */
    public static final String ISSUER = "https://issuer.test/registry";

    private static final String AUDIENCE = "registry";
    private static final String PRIVATE = "registry.test.private-key";
    private static final String PUBLIC = "registry.test.public-key";
    private static final Duration LIFE = Duration.ofHours(12);

    private TestTokens() {}

    /**
     * A token that is good for 12 hours.
     *
     * @param subject who it is
     * @param organisation the claim {@code org}; null for none
     * @param roles the claim {@code roles}
     */
    public static String token(String subject, String organisation, String... roles) {
        return token(subject, organisation, AUDIENCE, Instant.now(), key(), roles);
    }

    /** The same, but its time ran out an hour ago. */
    public static String expired(String subject, String organisation, String... roles) {
        Instant issued = Instant.now().minus(LIFE).minus(Duration.ofHours(1));
        return token(subject, organisation, AUDIENCE, issued, key(), roles);
    }

    /** The same, but signed by a key that nobody knows. */
    public static String wrongSignature(String subject, String organisation, String... roles) {
        PrivateKey unknown = SignedToken.newKeyPair().getPrivate();
        return token(subject, organisation, AUDIENCE, Instant.now(), unknown, roles);
    }

    /** The same, but meant for somebody else. */
    public static String wrongAudience(String subject, String organisation, String... roles) {
        return token(subject, organisation, "another-service", Instant.now(), key(), roles);
    }

    /** The key that verifies them, as {@code quarkus.oidc.public-key} wants it. */
    public static String publicKey() {
        createKeys();
        return System.getProperty(PUBLIC);
    }

    private static String token(
            String subject, String organisation, String audience, Instant issued, PrivateKey key, String... roles) {
        return new SignedToken(ISSUER, subject, audience, organisation, List.of(roles), issued, issued.plus(LIFE))
                .signedWith(key, "test");
    }

    private static PrivateKey key() {
        createKeys();
        return SignedToken.privateKey(Base64.getDecoder().decode(System.getProperty(PRIVATE)));
    }

    /** Quarkus loads this class several times in one virtual machine, so the keys are where all copies find them. */
    private static void createKeys() {
        Properties everywhere = System.getProperties();
        synchronized (everywhere) {
            if (everywhere.getProperty(PRIVATE) == null) {
                KeyPair pair = SignedToken.newKeyPair();
                Base64.Encoder encoder = Base64.getEncoder();
                everywhere.setProperty(
                        PUBLIC, encoder.encodeToString(pair.getPublic().getEncoded()));
                everywhere.setProperty(
                        PRIVATE, encoder.encodeToString(pair.getPrivate().getEncoded()));
            }
        }
    }
}
