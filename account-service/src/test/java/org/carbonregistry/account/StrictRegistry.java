package org.carbonregistry.account;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A registry whose operator limits all accounts, and where trust takes effect at once. */
public final class StrictRegistry implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "registry.account.limits.transfer", "400",
                "registry.account.limits.day", "1000",
                "registry.account.program-limits.CCR.day", "600",
                "registry.account.trusted-after", "PT0S");
    }
}
