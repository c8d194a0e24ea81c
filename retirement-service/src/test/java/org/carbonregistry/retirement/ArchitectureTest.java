package org.carbonregistry.retirement;

import java.util.Set;
import org.carbonregistry.events.house.ArchitectureRules;
import org.carbonregistry.retirement.retire.RetireCredits;

class ArchitectureTest extends ArchitectureRules {

    @Override
    protected String root() {
        return "org.carbonregistry.retirement";
    }

    @Override
    protected Set<Class<?>> decisions() {
        return Set.of(RetireCredits.class);
    }
}
