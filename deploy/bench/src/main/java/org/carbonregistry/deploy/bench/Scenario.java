package org.carbonregistry.deploy.bench;

import java.util.Locale;

/** What is measured, in this order. */
enum Scenario {
    BULK,
    SINGLE,
    SINGLE_SLOW,
    TRANSFERS,
    BULK_HOT,
    SINGLE_HOT,
    TRANSFERS_HOT,
    ISSUANCE;

    /** As it is named on the command line and in the table. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isHot() {
        return name().endsWith("_HOT");
    }
}
