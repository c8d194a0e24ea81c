package org.carbonregistry.deploy.embedded;

import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/** The process of {@link LocalBroker}: formats the folder when it is new, then becomes the broker. */
public final class BrokerMain {

    private BrokerMain() {}

    /**
     * Runs until it is stopped.
     *
     * @param arguments the broker's properties file
     */
    public static void main(String[] arguments) {
        ParentProcess.endWithIt();
        String properties = arguments[0];
        int code = StorageTool.execute(
                new String[] {
                    "format", "--ignore-formatted", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties
                },
                System.out);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(new String[] {properties});
    }
}
