package org.carbonregistry.publicapi;

import org.carbonregistry.events.house.ArchitectureRules;

class ArchitectureTest extends ArchitectureRules {

    @Override
    protected String root() {
        return "org.carbonregistry.publicapi";
    }
}
