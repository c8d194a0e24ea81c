package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void theStandardPortsAreThoseOfTheDocumentation() {
        assertEquals(8080, Ports.STANDARD.of(ServiceProcess.PUBLIC_API, 1));
        assertEquals(8081, Ports.STANDARD.of(ServiceProcess.ISSUANCE, 1));
        assertEquals(8082, Ports.STANDARD.of(ServiceProcess.ACCOUNT, 1));
        assertEquals(8083, Ports.STANDARD.of(ServiceProcess.RETIREMENT, 1));
        assertEquals(8182, Ports.STANDARD.of(ServiceProcess.ACCOUNT, 2));
    }

    @Test
    void noTwoProcessesShareAPort() {
        for (Ports ports : new Ports[] {Ports.STANDARD, Ports.from(18080)}) {
            Set<Integer> seen = new HashSet<>();
            ports.ofPlatform().values().forEach(port -> assertTrue(seen.add(port), "twice: " + port));
            for (ServiceProcess service : ServiceProcess.values()) {
                for (int replica = 1; replica <= 5; replica++) {
                    assertTrue(seen.add(ports.of(service, replica)), service + " " + replica);
                }
            }
        }
    }

    @Test
    void aPortOutOfRangeIsRefused() {
        assertThrows(CannotStart.class, () -> Ports.from(80));
        assertThrows(CannotStart.class, () -> Ports.from(65_500));
    }
}
