package org.carbonregistry.deploy.embedded;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;

/** Tokens as a foreign library reads them. */
final class Jwt {

    private Jwt() {}

    static JwtClaims verifiedBy(LocalIssuer issuer, String token) throws Exception {
        String keys = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(issuer.url() + "/jwks"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
        JwtConsumer consumer = strict(issuer.url())
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(new JsonWebKeySet(keys).getJsonWebKeys()))
                .build();
        return consumer.processToClaims(token);
    }

    static JwtClaims verifiedByTestKey(String token) throws Exception {
        byte[] encoded = Base64.getDecoder().decode(TestTokens.publicKey());
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
        return strict(TestTokens.ISSUER).setVerificationKey(key).build().processToClaims(token);
    }

    /** The codes of what is wrong with a token. */
    static List<Integer> faults(String token) throws Exception {
        try {
            verifiedByTestKey(token);
            return List.of();
        } catch (InvalidJwtException e) {
            return e.getErrorDetails().stream()
                    .map(detail -> detail.getErrorCode())
                    .toList();
        }
    }

    private static JwtConsumerBuilder strict(String issuer) {
        return new JwtConsumerBuilder()
                .setExpectedIssuer(issuer)
                .setExpectedAudience("registry")
                .setRequireExpirationTime()
                .setRequireSubject();
    }
}
