package org.carbonregistry.deploy.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Collectors;

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
        return token(subject, organisation, AUDIENCE, LIFE, key(), roles);
    }

    /** The same, but its time ran out an hour ago. */
    public static String expired(String subject, String organisation, String... roles) {
        return token(subject, organisation, AUDIENCE, Duration.ofHours(-1), key(), roles);
    }

    /** The same, but signed by a key that nobody knows. */
    public static String wrongSignature(String subject, String organisation, String... roles) {
        return token(subject, organisation, AUDIENCE, LIFE, newKeyPair().getPrivate(), roles);
    }

    /** The same, but meant for somebody else. */
    public static String wrongAudience(String subject, String organisation, String... roles) {
        return token(subject, organisation, "another-service", LIFE, key(), roles);
    }

    /** The key that verifies them, as {@code quarkus.oidc.public-key} wants it. */
    public static String publicKey() {
        createKeys();
        return System.getProperty(PUBLIC);
    }

    private static String token(
            String subject, String organisation, String audience, Duration life, PrivateKey key, String... roles) {
        long now = Instant.now().getEpochSecond();
        String listed = Arrays.stream(roles).map(TestTokens::quoted).collect(Collectors.joining(","));
        String claims = "{\"iss\":" + quoted(ISSUER) + ",\"sub\":" + quoted(subject) + ",\"aud\":" + quoted(audience)
                + ",\"roles\":[" + listed + "]" + (organisation == null ? "" : ",\"org\":" + quoted(organisation))
                + ",\"iat\":" + Math.min(now, now + life.toSeconds() - 1) + ",\"exp\":" + (now + life.toSeconds())
                + ",\"jti\":" + quoted(UUID.randomUUID().toString()) + "}";
        String content = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PrivateKey key() {
        createKeys();
        byte[] encoded = Base64.getDecoder().decode(System.getProperty(PRIVATE));
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Quarkus loads this class several times in one virtual machine, so the keys are where all copies find them. */
    private static void createKeys() {
        Properties everywhere = System.getProperties();
        synchronized (everywhere) {
            if (everywhere.getProperty(PRIVATE) == null) {
                KeyPair pair = newKeyPair();
                Base64.Encoder encoder = Base64.getEncoder();
                everywhere.setProperty(
                        PUBLIC, encoder.encodeToString(pair.getPublic().getEncoded()));
                everywhere.setProperty(
                        PRIVATE, encoder.encodeToString(pair.getPrivate().getEncoded()));
            }
        }
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
