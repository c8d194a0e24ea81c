package org.carbonregistry.deploy.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
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
    void aTokenSaysWhoItIsForAndWhatTheyMayDo() throws Exception {
        JwtClaims claims = Jwt.verifiedBy(issuer, issuer.token("developer"));
        assertEquals("developer", claims.getSubject());
        assertEquals(List.of("developer", "holder"), claims.getStringListClaimValue("roles"));
        assertEquals("green-valley", claims.getStringClaimValue("org"));
    }

    @Test
    void aTokenIsGoodForAWorkingDay() throws Exception {
        JwtClaims claims = Jwt.verifiedBy(issuer, issuer.token("holder"));
        Duration left = Duration.between(
                Instant.now(), Instant.ofEpochSecond(claims.getExpirationTime().getValue()));
        assertTrue(left.compareTo(Duration.ofHours(11)) > 0 && left.compareTo(Duration.ofHours(12)) <= 0, "" + left);
    }

    @Test
    void everyDemoUserGetsAToken() throws Exception {
        for (DemoUser user : DemoUser.all()) {
            JwtClaims claims = Jwt.verifiedBy(issuer, issuer.token(user.name()));
            assertEquals(user.name(), claims.getSubject());
            assertEquals(user.roles(), claims.getStringListClaimValue("roles"));
        }
    }

    @Test
    void aStrangerGetsNoToken() {
        assertThrows(IllegalArgumentException.class, () -> issuer.token("stranger"));
    }

    @Test
    void aTokenIsStillGoodAfterTheIssuerWasStartedAgain() throws Exception {
        String token = issuer.token("holder");
        issuer.close();
        issuer.restart();
        assertEquals("holder", Jwt.verifiedBy(issuer, token).getSubject());
    }
}
