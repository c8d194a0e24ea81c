package org.carbonregistry.deploy.embedded;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a bearer token of the registry says (RFC 7519), and how it is signed (RS256).
 *
 * @param organisation may be null: then there is no claim {@code org}
 */
record SignedToken(
        String issuer,
        String subject,
        String audience,
        String organisation,
        List<String> roles,
        Instant issued,
        Instant expires) {

    /** Header, claims and signature, each in base64url, joined by dots. */
    String signedWith(PrivateKey key, String keyId) {
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":" + quoted(keyId) + "}";
        String content = base64(header) + "." + base64(claims());
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String claims() {
        return "{\"iss\":" + quoted(issuer)
                + ",\"sub\":" + quoted(subject)
                + ",\"aud\":" + quoted(audience)
                + ",\"roles\":" + array(roles)
                + (organisation == null ? "" : ",\"org\":" + quoted(organisation))
                + ",\"iat\":" + issued.getEpochSecond()
                + ",\"exp\":" + expires.getEpochSecond()
                + ",\"jti\":" + quoted(UUID.randomUUID().toString()) + "}";
    }

    static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads a private key in PKCS#8. */
    static PrivateKey privateKey(byte[] encoded) {
        try {
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String array(List<String> texts) {
        return texts.stream().map(SignedToken::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }
}
