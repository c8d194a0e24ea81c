package org.carbonregistry.deploy.systemtest;

import java.util.List;
import java.util.stream.Stream;

/** What a command prints, cut into its parts, without what is new in every run: ids, times, ports and checksums. */
record Masked(List<String> parts) {

    static Masked of(String printed) {
        String masked = printed.replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "<id>")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[0-9:.]+Z", "<time>")
                .replaceAll("\\b20\\d\\d-\\d\\d-\\d\\d\\b(?=[^T])", "<date>")
                .replaceAll("(127\\.0\\.0\\.1|localhost):\\d+", "<place>")
                .replaceAll("\\b[0-9a-f]{64}\\b", "<sha256>");
        return new Masked(Stream.of(masked.split("[,{}\\[\\]\\s]+"))
                .filter(part -> !part.isEmpty())
                .toList());
    }

    /** Whether all parts of the other are in here, in the same order; there may be more in between, as new fields are. */
    boolean shows(Masked expected) {
        int at = 0;
        for (String part : expected.parts) {
            while (at < parts.size() && !parts.get(at).equals(part)) {
                at++;
            }
            if (at++ == parts.size()) {
                return false;
            }
        }
        return true;
    }
}
