package org.carbonregistry.deploy.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.carbonregistry.deploy.local.demo.Door;
import org.carbonregistry.deploy.local.demo.LoadDemo;
import org.junit.jupiter.api.Test;

/** The demo registry that the first start loads. */
@Replicas(1)
class DemoST {

    @Test
    void loadingItAgainChangesNothing(RunningRegistry registry) {
        Totals totals = new Totals(registry);
        String before = figures(totals.assertAuditorClean());
        LoadDemo.run(registry.run());
        assertEquals(before, figures(totals.assertAuditorClean()));
    }

    @Test
    void itHasADozenProjectsInManyCountriesUnderThreeProgrammes(RunningRegistry registry) {
        JsonNode projects = registry.client()
                .get(Door.PUBLIC, null, "/v1/projects?limit=1000")
                .orRefused()
                .path("items");
        long demo = 0;
        Set<String> countries = new HashSet<>();
        Set<String> types = new HashSet<>();
        Set<String> programs = new HashSet<>();
        for (JsonNode project : projects) {
            boolean ofTheDemo = project.path("id").asText().matches("(CCR|NCR|KNC)-\\d{3}");
            if (ofTheDemo) {
                demo++;
                countries.add(project.path("country").asText());
                types.add(project.path("type").asText());
                programs.add(project.path("program").asText());
            }
        }
        assertEquals(12, demo, projects.toString());
        assertTrue(countries.size() >= 8 && types.size() >= 9 && programs.size() == 3, countries + " " + types);
    }

    @Test
    void oneOfItsTransfersWaitsForItsReceiver(RunningRegistry registry) {
        JsonNode open = registry.client()
                .get(Door.ACCOUNT, "holder", "/v1/transfers?status=proposed")
                .orRefused()
                .path("items");
        assertTrue(open.findValuesAsText("externalId").contains("demo-transfer-6"), open.toString());
    }

    private static String figures(JsonNode audit) {
        return audit.path("blocks") + " " + audit.path("movements") + " " + audit.path("byKind");
    }
}
