package org.carbonregistry.events;

import java.util.Set;
import org.carbonregistry.events.house.ArchitectureRules;
import org.carbonregistry.events.serial.SerialNumber;

class ArchitectureTest extends ArchitectureRules {

    @Override
    protected String root() {
        return "org.carbonregistry.events";
    }

    @Override
    protected Set<Class<?>> decisions() {
        return Set.of(SerialNumber.class);
    }

    @Override
    protected Set<String> machinery() {
        return Set.of("Problem");
    }
}
