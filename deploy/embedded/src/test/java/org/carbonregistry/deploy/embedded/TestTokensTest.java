package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.junit.jupiter.api.Test;

class TestTokensTest {

    @Test
    void aTokenIsSignedAndCarriesItsClaims() throws Exception {
        JwtClaims claims = Jwt.verifiedByTestKey(TestTokens.token("anna", "acme \"air\"", "holder", "developer"));
        assertEquals("anna", claims.getSubject());
        assertEquals("acme \"air\"", claims.getStringClaimValue("org"));
        assertEquals(List.of("holder", "developer"), claims.getStringListClaimValue("roles"));
    }

    @Test
    void eachBadTokenIsBadInOneWayOnly() throws Exception {
        assertEquals(List.of(ErrorCodes.EXPIRED), Jwt.faults(TestTokens.expired("anna", null, "holder")));
        assertEquals(
                List.of(ErrorCodes.SIGNATURE_INVALID), Jwt.faults(TestTokens.wrongSignature("anna", null, "holder")));
        assertEquals(
                List.of(ErrorCodes.AUDIENCE_INVALID), Jwt.faults(TestTokens.wrongAudience("anna", null, "holder")));
    }
}
