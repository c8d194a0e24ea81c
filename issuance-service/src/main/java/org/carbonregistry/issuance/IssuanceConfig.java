package org.carbonregistry.issuance;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What an operator may set. */
@ConfigMapping(prefix = "registry.issuance")
public interface IssuanceConfig {

    /** An order to open a block that was not answered for this long is sent again; the next time after twice as long. */
    @WithDefault("10s")
    Duration resendAfter();

    /** The longest time between two sendings of an order. */
    @WithDefault("10m")
    Duration resendAfterAtMost();

    /** How often it is looked for such orders. */
    @WithDefault("2s")
    Duration resendEvery();

    /** How many orders one look sends again at most. */
    @WithDefault("200")
    int resendAtMost();

    /** How long a request to issue units, or a proposal to close an import, waits for another person before it expires. */
    @WithDefault("30d")
    Duration proposalsExpireAfter();

    /** How often it is looked for requests and proposals that have expired. */
    @WithDefault("5s")
    Duration sweepEvery();

    /** Projects of one type that are nearer to each other than this are taken for the same activity, in metres. */
    @WithDefault("1000")
    int sameActivityMetres();
}
