package org.carbonregistry.deploy.local.replay;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a replay leaves for people: the rows that were not brought in, and what is odd in the source. */
record ReplayFiles(Path folder) {

    Path rejects() {
        return folder.resolve("rejects.csv");
    }

    Path findings() {
        return folder.resolve("findings.csv");
    }

    void writeRejects(List<RejectedRow> rows) throws IOException {
        Files.createDirectories(folder);
        try (CsvWriter csv = CsvWriter.builder().build(rejects())) {
            csv.writeRecord("file", "row", "reason", "content");
            rows.forEach(row -> csv.writeRecord(row.file(), Long.toString(row.row()), row.reason(), row.content()));
        }
    }

    void writeFindings(List<Finding> findings) throws IOException {
        Files.createDirectories(folder);
        try (CsvWriter csv = CsvWriter.builder().build(findings())) {
            csv.writeRecord("kind", "where", "what");
            findings.forEach(finding -> csv.writeRecord(finding.kind(), finding.where(), finding.what()));
        }
    }
}
