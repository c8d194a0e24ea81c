package org.carbonregistry.publicapi.statistics;

/** Which table figures are counted from; see decisions/0002-statistics.md. */
public enum Basis {
    /** All issued credits, block by block. */
    CREDITS,
    /** Retired credits by the year of their retirement, as the ledger says; certificates may be pending. */
    RETIRED_BY_YEAR,
    /** Retired credits by their certificates; those whose certificate is pending are a group of their own. */
    CERTIFICATES;

    /** The name in answers: what rows are about. */
    public String word() {
        return this == CREDITS ? "credits" : "retirements";
    }
}
