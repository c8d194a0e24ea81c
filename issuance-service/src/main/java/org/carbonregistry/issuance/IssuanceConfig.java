package org.carbonregistry.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set. */
@ConfigMapping(prefix = "registry.issuance")
public interface IssuanceConfig {

    /** An order to open a block that was not answered for this long is sent again. */
    @WithDefault("10s")
    Duration resendAfter();

    /** How often it is looked for such orders. */
    @WithDefault("2s")
    Duration resendEvery();

    /** How many orders one look sends again at most. */
    @WithDefault("200")
    int resendAtMost();
}
