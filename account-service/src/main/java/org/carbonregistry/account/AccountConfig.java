package org.carbonregistry.account;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** What an operator may set for this service. */
@ConfigMapping(prefix = "registry.account")
public interface AccountConfig {

    /** How long an offer stands when the sender says nothing. */
    @WithDefault("P14D")
    Duration offerStands();

    /** The longest an offer may stand. */
    @WithDefault("P90D")
    Duration offerStandsAtMost();

    /** The longest a hold may stand. */
    @WithDefault("P90D")
    Duration holdStandsAtMost();

    /** How many lines of a batch of transfers are carried out at once, at most. */
    @WithDefault("500")
    int batchChunkLines();

    /** How many bytes of a batch are held in memory, read but not carried out yet, before the client has to wait. */
    @WithDefault("1048576")
    int batchBufferBytes();

    /** The longest line of a batch in bytes. */
    @WithDefault("65536")
    int batchLineBytes();

    /** How often lapsed offers are looked for. */
    @WithDefault("1s")
    String sweepEvery();

    /** How often the ledger audits itself. */
    @WithDefault("6h")
    String auditEvery();

    /**
     * Limits that every account is under: {@code registry.account.limits.transfer} units a transfer and
     * {@code registry.account.limits.day} units a day (UTC), of one account. None when not set.
     */
    Limits limits();

    /** The same for units of one programme: {@code registry.account.program-limits.CCR.day}. */
    Map<String, Limits> programLimits();

    /** How long until a limit that was raised or removed is looser. Longer than zero. */
    @WithDefault("P4D")
    Duration limitLoosenedAfter();

    /** How long until a sender that was listed as trusted is trusted. */
    @WithDefault("P4D")
    Duration trustedAfter();

    /** How long a transfer that a court ordered waits for a second registrar. */
    @WithDefault("P14D")
    Duration courtTransferStands();

    /** Most units an account may transfer. */
    interface Limits {

        OptionalLong transfer();

        OptionalLong day();
    }
}
