package org.carbonregistry.issuance;

import java.util.Set;
import org.carbonregistry.events.house.ArchitectureRules;
import org.carbonregistry.issuance.verification.VintageRules;

class ArchitectureTest extends ArchitectureRules {

    @Override
    protected String root() {
        return "org.carbonregistry.issuance";
    }

    @Override
    protected Set<Class<?>> decisions() {
        return Set.of(VintageRules.class, Shape.class);
    }
}
