package org.carbonregistry.deploy.systemtest;

import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** All of it with two replicas of each service; clients ask them in turn. */
@Replicas(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoReplicasST {

    @Test
    @Order(1)
    void theStoryOfTheReadmeRunsAsItStands(RunningRegistry registry) {
        ReadmeStory.read().play(registry);
    }

    @Test
    @Tag("nightly")
    void sixtyFourClientsRetireFromABlockThatHoldsTooFew(RunningRegistry registry) {
        new Contention(registry).manyRetireFromOneBlock(64, 3);
    }

    @Test
    void transfersAtTheSameMomentNeverShareASerial(RunningRegistry registry) {
        Contention contention = new Contention(registry);
        contention.eightTransfersFromABlockThatHoldsFour();
        contention.threeTransfersNeverShareASerial();
    }

    @Test
    void whicheverReplicaIsKilledEachLineIsRetiredOnce(RunningRegistry registry) {
        new Kills(registry, 800).inTurn(List.of("retirement-service", "account-service-2", "kafka"));
    }

    @Test
    @Tag("nightly")
    void whicheverReplicaIsKilledAgainAndAgainEachLineIsRetiredOnce(RunningRegistry registry) {
        new Kills(registry, 3_000)
                .inTurn(List.of(
                        "retirement-service-2",
                        "retirement-service",
                        "account-service",
                        "account-service-2",
                        "kafka",
                        "public-api-2",
                        "postgres",
                        "account-service",
                        "kafka",
                        "postgres",
                        "retirement-service"));
    }
}
