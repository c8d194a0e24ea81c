package org.carbonregistry.events.carried;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.inbox.Inbox;
import org.junit.jupiter.api.Test;

/** A client that sends nothing but nonsense. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class ManyUnreadableIT extends MessagesWorld {

    private static final int MANY = 5_000;
    private static final TopicPartition NOWHERE = new TopicPartition("registry.nowhere", 0);

    @Inject
    Inbox inbox;

    @Test
    void aBatchOfNothingButUnreadableMessagesIsPutAside() throws SQLException {
        List<ConsumerRecord<String, byte[]>> nonsense = new ArrayList<>();
        for (int offset = 0; offset < MANY; offset++) {
            nonsense.add(new ConsumerRecord<>(NOWHERE.topic(), 0, offset, "k", "no json".getBytes()));
        }
        try {
            inbox.apply(new ConsumerRecords<>(Map.of(NOWHERE, nonsense), Map.of()), (c, messages) -> Uni.createFrom()
                            .voidItem())
                    .await()
                    .atMost(Duration.ofSeconds(60));
            assertEquals(MANY, count("select count(*) from dead_letter where topic = '" + NOWHERE.topic() + "'"));
        } finally {
            // They stand in nobody's way: other tests read the letters page by page.
            try (Connection c = DriverManager.getConnection(
                            RegistryEnvironment.postgres().superuserUrl("account"));
                    Statement s = c.createStatement()) {
                s.execute("delete from dead_letter where topic = '" + NOWHERE.topic() + "'");
                s.execute("delete from consumed_offset where topic = '" + NOWHERE.topic() + "'");
            }
        }
    }
}
