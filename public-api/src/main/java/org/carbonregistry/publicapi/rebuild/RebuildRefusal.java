package org.carbonregistry.publicapi.rebuild;

import org.carbonregistry.events.http.Refusal;

/** Why a rebuild is not started. */
public enum RebuildRefusal implements Refusal {
    /** One runs already; follow it at its address. */
    REBUILD_RUNNING("rebuild-running", 409);

    private final String code;
    private final int status;

    RebuildRefusal(String code, int status) {
        this.code = code;
        this.status = status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
