package org.carbonregistry.issuance;

import org.carbonregistry.events.http.Refusal;
import org.carbonregistry.events.http.Refused;

/** Every reason this service has to refuse something, in the order of the checks. */
public enum IssuanceRefusal implements Refusal {
    FIELD_MISSING("field-missing", "A field that is needed is missing.", 400),
    INVALID_VALUE("invalid-value", "A field has a value it cannot have.", 400),
    TOO_MANY("too-many", "A list is longer than it may be.", 400),

    UNKNOWN_PROGRAM("unknown-program", "There is no such programme.", 422),
    UNKNOWN_METHODOLOGY("unknown-methodology", "The programme has no such methodology.", 422),
    UNKNOWN_VVB("unknown-vvb", "There is no such validation and verification body.", 422),
    UNKNOWN_VERIFICATION("unknown-verification", "There is no such verification.", 422),
    UNKNOWN_ACCOUNT("unknown-account", "There is no such account, or it is not known here yet.", 422, true),
    ALREADY_REGISTERED("already-registered", "This code is taken.", 409),
    EXTERNAL_ID_CONFLICT("external-id-conflict", "The external id was used with other content.", 422),

    NOT_YOUR_PROJECT("not-your-project", "Only the project's proponent may do this.", 403),
    NOT_YOUR_BODY("not-your-body", "You do not act for this body.", 403),
    NOT_YOUR_ISSUANCE("not-your-issuance", "Only the organisation that requested it may do this.", 403),
    FOUR_EYES("four-eyes", "Whoever asks for it cannot approve it.", 403),

    ILLEGAL_MOVE("illegal-move", "Its state does not allow this.", 409),
    IMPORT_NOT_OPEN("import-not-open", "Only while the programme's import is open.", 422),
    CLOSING_NOT_PROPOSED("closing-not-proposed", "Nobody proposed to close the import.", 409),
    CLOSING_EXPIRED("closing-expired", "The proposal to close the import has expired.", 409),
    ISSUANCE_EXPIRED("issuance-expired", "The request has expired; it can be made again.", 409),
    NOT_STATED_NOT_ALLOWED("not-stated-not-allowed", "The programme does not allow this to be not stated.", 422),
    STATED_AND_NOT_STATED("stated-and-not-stated", "A fact is given and said to be not stated.", 422),

    COUNTRY_NOT_IN_SCOPE("country-not-in-scope", "The programme does not cover this country.", 422),
    TYPE_NOT_ALLOWED("type-not-allowed", "The programme or the methodology does not allow this type.", 422),
    METHODOLOGY_VERSION_NOT_VALID(
            "methodology-version-not-valid", "The methodology version was not valid on that day.", 422),
    VVB_SUSPENDED("vvb-suspended", "The body is suspended.", 422),
    VVB_NOT_ACCREDITED("vvb-not-accredited", "The body was not accredited for this sector on that day.", 422),
    SAME_BODY("same-body", "The validating and the verifying body must differ.", 422),
    SAME_ACTIVITY("same-activity", "A project of this type is at this place in this period already.", 422),
    PROJECT_NOT_REGISTERED("project-not-registered", "The project is not registered now.", 422),

    ENDS_BEFORE_START("ends-before-start", "A period ends before it starts.", 422),
    IN_THE_FUTURE("in-the-future", "What has not happened yet cannot be recorded.", 422),
    OUTSIDE_CREDITING_PERIOD("outside-crediting-period", "The period is not inside the crediting period.", 422),
    OUTSIDE_VERIFIED_PERIOD("outside-verified-period", "The vintage is not inside a verified period.", 422),
    VINTAGE_TOO_OLD("vintage-too-old", "The programme does not issue vintages this old.", 422),
    VINTAGE_CROSSES_YEAR("vintage-crosses-year", "The programme's vintage periods stay within a year.", 422),
    VINTAGES_OVERLAP("vintages-overlap", "Vintage periods overlap.", 422),
    VERIFIED_PERIODS_OVERLAP("verified-periods-overlap", "The project was verified for a part of this period.", 422),
    RISK_RATING_WITHOUT_DATE("risk-rating-without-date", "A risk rating is dated.", 422),

    NOT_DECLARED("not-declared", "The proponent declares that it is not issued elsewhere.", 422),
    ACCOUNT_NOT_OPEN("account-not-open", "The account is not open.", 422),
    ACCOUNT_CANNOT_RECEIVE("account-cannot-receive", "No units are issued to an account of this kind or owner.", 422),
    MORE_THAN_VERIFIED("more-than-verified", "More units than were verified and not issued yet.", 422),
    SOURCE_RANGE_DOES_NOT_FIT("source-range-does-not-fit", "Source ranges do not fit into the vintage.", 422),
    SOURCE_UNITS_TAKEN("source-units-taken", "These units of the source were already brought in.", 422);

    private final String code;
    private final String sentence;
    private final int status;
    private final boolean retryable;

    IssuanceRefusal(String code, String sentence, int status) {
        this(code, sentence, status, false);
    }

    IssuanceRefusal(String code, String sentence, int status, boolean retryable) {
        this.code = code;
        this.sentence = sentence;
        this.status = status;
        this.retryable = retryable;
    }

    @Override
    public String code() {
        return code;
    }

    /** What it means, for people. */
    public String sentence() {
        return sentence;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }

    /** This refusal, with the particulars and the field at fault (JSON pointer or null). */
    public Refused of(String particulars, String pointer) {
        return new Refused(this, particulars == null ? sentence : sentence + " " + particulars, pointer);
    }
}
