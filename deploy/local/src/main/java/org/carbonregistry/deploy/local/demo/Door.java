package org.carbonregistry.deploy.local.demo;

import java.util.function.Function;
import org.carbonregistry.deploy.local.RunFile;

/** The services, as a client sees them. */
public enum Door {
    ISSUANCE(RunFile::issuance),
    ACCOUNT(RunFile::account),
    RETIREMENT(RunFile::retirement),
    PUBLIC(RunFile::publicApi);

    private final Function<RunFile, String> url;

    Door(Function<RunFile, String> url) {
        this.url = url;
    }

    String url(RunFile registry) {
        return url.apply(registry);
    }
}
