package org.carbonregistry.publicapi;

import java.util.Set;
import org.carbonregistry.events.house.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {

    @Override
    protected String root() {
        return "org.carbonregistry.publicapi";
    }

    /** Rows as they are shown: each reads itself from the row it shows. */
    @Override
    protected Set<String> machinery() {
        return Set.of(
                "Listing",
                "Totals",
                "ListedProject",
                "DetailedProject",
                "ListedBlock",
                "DetailedBlock",
                "Item",
                "ListedRetirement",
                "PendingRetirement",
                "Rebuild");
    }
}
