package org.carbonregistry.retirement.batch;

import java.util.Set;
import java.util.UUID;
import org.carbonregistry.retirement.retire.OrderingRole;

/** A bulk upload: its id, for whom it is, who sent it, and as what. */
record Batch(UUID id, String organisation, String actor, Set<OrderingRole> roles) {

    Batch {
        roles = Set.copyOf(roles);
    }
}
