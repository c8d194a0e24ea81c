package org.carbonregistry.deploy.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFileTest {

    @Test
    void whatIsWrittenIsRead(@TempDir Path folder) {
        RunFile run = new RunFile(
                "2026-01-01T00:00:00Z",
                42,
                folder.toString(),
                "http://127.0.0.1:8090/registry",
                "127.0.0.1:9093",
                "127.0.0.1:5433",
                List.of(new RunFile.RunningProcess("public-api", 43, 8080, "http://127.0.0.1:8080", "a.log")));
        assertFalse(RunFile.exists(folder));
        run.write();
        assertTrue(RunFile.exists(folder));
        assertEquals(run, RunFile.read(folder));
        assertEquals("http://127.0.0.1:8080", run.publicApi());
        assertThrows(IllegalArgumentException.class, run::account);
    }
}
