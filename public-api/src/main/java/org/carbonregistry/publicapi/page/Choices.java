package org.carbonregistry.publicapi.page;

import java.util.List;

/** What the select fields of a search offer: only what there is. */
public record Choices(
        List<Choice> programs,
        List<Choice> types,
        List<Choice> methodologies,
        List<Choice> countries,
        List<Choice> purposes) {

    /** A value and what people read. */
    public record Choice(String value, String label) {}

    /** What people call a project type. */
    String typeName(String code) {
        return types.stream()
                .filter(type -> type.value().equals(code))
                .map(Choice::label)
                .findFirst()
                .orElse(code);
    }
}
