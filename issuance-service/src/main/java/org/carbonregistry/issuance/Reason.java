package org.carbonregistry.issuance;

/** Why somebody decides; needed wherever something is taken back or ended. */
public record Reason(String reason) {

    /** The text of a reason that is needed. */
    public static String of(Reason given) {
        return Shape.text(given == null ? null : given.reason(), 2000, "/reason");
    }
}
