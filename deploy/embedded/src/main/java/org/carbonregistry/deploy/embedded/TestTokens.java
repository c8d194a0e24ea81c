package org.carbonregistry.deploy.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.UUID;
import java.util.stream.Collectors;

/** Bearer tokens for tests, signed with a key made for this run. */
public final class TestTokens {

    /** The issuer the tests' services trust. */
    public static final String ISSUER = "https://issuer.test/registry";

    private static final KeyPair KEYS = keys();
    private static final KeyPair OTHER_KEYS = keys();

    private TestTokens() {}

    public static String token(String subject, String organisation, String... roles) {
        return sign(KEYS, subject, organisation, "registry", 3600, roles);
    }

    public static String expired(String subject, String organisation, String... roles) {
        return sign(KEYS, subject, organisation, "registry", -3600, roles);
    }

    public static String wrongSignature(String subject, String organisation, String... roles) {
        return sign(OTHER_KEYS, subject, organisation, "registry", 3600, roles);
    }

    public static String wrongAudience(String subject, String organisation, String... roles) {
        return sign(KEYS, subject, organisation, "somewhere-else", 3600, roles);
    }

    /** The public key, for {@code quarkus.oidc.public-key}. */
    public static String publicKey() {
        return Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    }

    private static String sign(
            KeyPair keys, String subject, String organisation, String audience, long seconds, String... roles) {
        long now = Instant.now().getEpochSecond();
        String list = Arrays.stream(roles).map(r -> "\"" + r + "\"").collect(Collectors.joining(","));
        String claims =
                """
                {"iss":"%s","aud":"%s","sub":"%s","org":"%s","roles":[%s],"iat":%d,"exp":%d,"jti":"%s"}"""
                        .formatted(
                                ISSUER,
                                audience,
                                subject,
                                organisation,
                                list,
                                Math.min(now, now + seconds - 10),
                                now + seconds,
                                UUID.randomUUID());
        String signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                + encode(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
