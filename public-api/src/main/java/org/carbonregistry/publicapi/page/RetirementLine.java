package org.carbonregistry.publicapi.page;

import java.time.LocalDate;
import java.util.List;

/**
 * A retirement as one line of a table.
 *
 * @param tonnes as people read them
 * @param vintages one year, or from and to
 */
public record RetirementLine(
        String certificateNumber,
        Beneficiary beneficiary,
        LocalDate retiredOn,
        String tonnes,
        List<Link> projects,
        String vintages) {

    /** For whom; the name is null for a private person and when it is not stated. */
    public record Beneficiary(String kind, String name, String identifier, String country, String reference) {}

    /** A project by its public name, and what people read. */
    public record Link(String id, String label) {}
}
