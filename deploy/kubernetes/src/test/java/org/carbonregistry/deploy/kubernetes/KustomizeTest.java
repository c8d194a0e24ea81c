package org.carbonregistry.deploy.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.carbonregistry.deploy.kubernetes.Manifests.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KustomizeTest {

    @ParameterizedTest
    @ValueSource(strings = {"base", "overlays/production", "overlays/small"})
    void itRendersWhatTheRealOneRenders(String folder) {
        assumeTrue(Manifests.canRender(), "kubectl is not installed: nothing to compare with");
        assertEquals(byName(Manifests.byKubectl(folder)), byName(Manifests.of(folder)));
    }

    @Test
    void theProductionOverlayGivesImagesAndNamespace() {
        Manifest deployment =
                Manifests.of("overlays/production").of("apps/v1", "Deployment").get(0);
        assertEquals("carbon-registry", deployment.at("metadata", "namespace"));
        assertEquals(true, deployment.text().contains("images.example.org/registry/" + deployment.name() + ":1.0.0"));
    }

    @Test
    void whatItDoesNotKnowIsRefused(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "resources: []\nnamePrefix: x-\n");
        assertThrows(IllegalArgumentException.class, () -> Kustomize.render(folder));
    }

    private static Map<String, Object> byName(Manifests manifests) {
        Map<String, Object> byName = new TreeMap<>();
        manifests.all().forEach(m -> byName.put(m.apiVersion() + " " + m, m.tree()));
        return byName;
    }
}
