package org.carbonregistry.publicapi.page;

import java.time.LocalDate;
import java.util.List;

/** A project as its page shows it. */
public record ShownProject(
        String id,
        String name,
        String program,
        String programName,
        String country,
        String typeName,
        String nature,
        boolean natureBased,
        String status,
        String description,
        List<Fact> facts,
        List<Document> documents,
        List<Event> history) {

    /** A fact; no value means that it is not stated. */
    public record Fact(String label, String value, boolean derived) {}

    /** A public document. */
    public record Document(String name, String sha256) {}

    /** Something that happened to the project; {@code evidence} is the SHA-256 of the document it rests on, or null. */
    public record Event(LocalDate date, String sentence, String reason, String evidence, List<String> marks) {}

    /** A line of the list of projects; {@code issued} in credits, as people read it. */
    public record Line(String id, String name, String typeName, String country, String status, String issued) {}

    /** An issued block, in credits; {@code serial} is all of it. */
    public record Block(
            String id,
            String serial,
            LocalDate vintageStart,
            LocalDate vintageEnd,
            LocalDate issuedOn,
            long quantity,
            long active,
            long buffer,
            long retired) {}
}
