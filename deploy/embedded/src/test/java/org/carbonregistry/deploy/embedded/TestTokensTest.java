package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestTokensTest {

    @Test
    void aTokenIsSignedAndCarriesItsClaims() throws Exception {
        SignedJWT token = SignedJWT.parse(TestTokens.token("anna", "acme \"air\"", "holder", "developer"));
        assertTrue(verified(token));
        assertEquals("anna", token.getJWTClaimsSet().getSubject());
        assertEquals("acme \"air\"", token.getJWTClaimsSet().getStringClaim("org"));
        assertEquals(List.of("holder", "developer"), token.getJWTClaimsSet().getStringListClaim("roles"));
        assertEquals(List.of("registry"), token.getJWTClaimsSet().getAudience());
        assertTrue(token.getJWTClaimsSet().getExpirationTime().after(new Date()));
    }

    @Test
    void eachBadTokenIsBadInOneWayOnly() throws Exception {
        SignedJWT expired = SignedJWT.parse(TestTokens.expired("anna", null, "holder"));
        assertTrue(verified(expired));
        assertTrue(expired.getJWTClaimsSet().getExpirationTime().before(new Date()));
        SignedJWT forged = SignedJWT.parse(TestTokens.wrongSignature("anna", null, "holder"));
        assertFalse(verified(forged));
        assertEquals(List.of("registry"), forged.getJWTClaimsSet().getAudience());
        SignedJWT foreign = SignedJWT.parse(TestTokens.wrongAudience("anna", null, "holder"));
        assertTrue(verified(foreign));
        assertEquals(List.of("another-service"), foreign.getJWTClaimsSet().getAudience());
    }

    private static boolean verified(SignedJWT token) throws Exception {
        byte[] key = Base64.getDecoder().decode(TestTokens.publicKey());
        return token.verify(new RSASSAVerifier(
                (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(key))));
    }
}
