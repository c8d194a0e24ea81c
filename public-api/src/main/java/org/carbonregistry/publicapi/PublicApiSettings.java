package org.carbonregistry.publicapi;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** What can be set in this service. */
@ConfigMapping(prefix = "registry.public")
public interface PublicApiSettings {

    /** Where this registry is read from, printed on certificates; when absent, as the request came. */
    Optional<String> address();

    /** How often is looked whether a rebuild was asked for. */
    @WithDefault("1S")
    Duration rebuildLookEvery();

    /** How long a certificate may be missing before it is asked for; doubles with every asking. */
    @WithDefault("10S")
    Duration askAfter();

    /** The longest time between two askings for one certificate. */
    @WithDefault("1H")
    Duration askAtLeastEvery();

    /** How often missing certificates are looked for. */
    @WithDefault("5S")
    Duration askLookEvery();
}
