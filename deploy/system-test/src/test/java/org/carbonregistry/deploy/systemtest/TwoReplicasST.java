package org.carbonregistry.deploy.systemtest;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

/** All of it again, with two replicas of each service; clients ask them in turn, and one of the two is killed. */
class TwoReplicasST {

    @Nested
    @Replicas(2)
    class Story extends StoryST {}

    @Nested
    @Replicas(2)
    class Refusals extends RefusalsST {}

    @Nested
    @Replicas(2)
    class Contention extends ContentionST {}

    /** Nightly, because it takes long; {@link KillST} kills all of them in every build. */
    @Nested
    @Tag("nightly")
    @Replicas(2)
    class Kill extends KillST {

        @Override
        List<String> everything() {
            return List.of(
                    "retirement-service", "account-service-2", "kafka", "public-api-2", "postgres", "issuance-service");
        }
    }
}
