package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalIssuerIT {

    private LocalIssuer issuer;

    @BeforeAll
    void start(@TempDir Path folder) {
        issuer = LocalIssuer.start(folder, 0);
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    @Test
    void aTokenSaysWhoItIsForAndWhatTheyMayDo() throws ParseException {
        JWTClaimsSet claims = SignedJWT.parse(issuer.token("developer")).getJWTClaimsSet();
        assertEquals(issuer.url(), claims.getIssuer());
        assertEquals("developer", claims.getSubject());
        assertEquals(List.of("registry"), claims.getAudience());
        assertEquals(List.of("developer", "holder"), claims.getStringListClaim("roles"));
        assertEquals("green-valley", claims.getStringClaim("org"));
    }

    @Test
    void aTokenIsGoodForAWorkingDay() throws ParseException {
        Instant end = SignedJWT.parse(issuer.token("holder"))
                .getJWTClaimsSet()
                .getExpirationTime()
                .toInstant();
        Duration left = Duration.between(Instant.now(), end);
        assertTrue(left.compareTo(Duration.ofHours(11)) > 0 && left.compareTo(Duration.ofHours(12)) <= 0, "" + left);
    }

    @Test
    void everyDemoUserGetsAToken() throws ParseException {
        for (DemoUser user : DemoUser.all()) {
            JWTClaimsSet claims = SignedJWT.parse(issuer.token(user.name())).getJWTClaimsSet();
            assertEquals(user.name(), claims.getSubject());
            assertEquals(user.roles(), claims.getStringListClaim("roles"));
        }
    }

    @Test
    void aStrangerGetsNoToken() {
        assertThrows(IllegalArgumentException.class, () -> issuer.token("stranger"));
    }

    @Test
    void aTokenIsStillGoodAfterTheIssuerWasStartedAgain() throws Exception {
        String before = SignedJWT.parse(issuer.token("holder")).getHeader().getKeyID();
        issuer.close();
        issuer.restart();
        assertEquals(before, SignedJWT.parse(issuer.token("holder")).getHeader().getKeyID());
    }
}
