package org.carbonregistry.issuance;

/**
 * Why somebody decides, and on what evidence; the reason is needed wherever something is taken back or ended.
 *
 * @param evidenceSha256 SHA-256 of the document the decision rests on, or null
 */
public record Reason(String reason, String evidenceSha256) {

    /** A decision nobody gave a reason for. */
    public static final Reason NONE = new Reason(null, null);

    /** A reason that is needed. */
    public static Reason needed(Reason given) {
        Shape.given(given == null ? null : given.reason(), "/reason");
        return given(given);
    }

    /** A reason that may be left out. */
    public static Reason given(Reason given) {
        return given == null
                ? NONE
                : new Reason(
                        Shape.textOrNull(given.reason(), Bounds.REASON, "/reason"),
                        given.evidenceSha256() == null
                                ? null
                                : Shape.sha256(given.evidenceSha256(), "/evidenceSha256"));
    }

    /** The same with this reason and evidence where none is given. */
    public Reason or(String otherwise, String evidence) {
        return new Reason(reason == null ? otherwise : reason, evidenceSha256 == null ? evidence : evidenceSha256);
    }
}
