package org.carbonregistry.deploy.embedded;

import kafka.Kafka;
import kafka.tools.StorageTool;

/** The process of {@link LocalBroker}: formats the folder when it is new, then becomes the broker. */
public final class BrokerMain {

    // Always the same: a folder formatted by an earlier run is accepted.
    private static final String CLUSTER_ID = "MkU3OEVBNTcwNTJENDM2Qk";

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
                new String[] {"format", "--ignore-formatted", "--cluster-id", CLUSTER_ID, "--config", properties},
                System.out);
        if (code != 0) {
            System.exit(code);
        }
        Kafka.main(new String[] {properties});
    }
}
