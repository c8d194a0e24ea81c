package org.carbonregistry.retirement.retire;

import org.carbonregistry.events.http.Refusal;

/** Why a retirement is refused at the door, in the order of the checks. What the ledger refuses has the ledger's codes. */
public enum RetirementRefusal implements Refusal {
    MISSING_EXTERNAL_ID("missing-external-id", 422, false),
    MISSING_ACCOUNT("missing-account", 422, false),
    QUANTITY_OR_SERIALS("quantity-or-serials", 422, false),
    INVALID_QUANTITY("invalid-quantity", 422, false),
    INVALID_SERIAL("invalid-serial", 422, false),
    REPEATED_UNITS("repeated-units", 422, false),
    SEVERAL_PROGRAMS("several-programs", 422, false),
    INVALID_SELECTION("invalid-selection", 422, false),
    INVALID_TEXT("invalid-text", 422, false),
    INVALID_NOT_STATED("invalid-not-stated", 422, false),
    BENEFICIARY_REQUIRED("beneficiary-required", 422, false),
    INVALID_BENEFICIARY("invalid-beneficiary", 422, false),
    INVALID_IDENTIFIER("invalid-identifier", 422, false),
    UNKNOWN_COUNTRY("unknown-country", 422, false),
    PURPOSE_REQUIRED("purpose-required", 422, false),
    UNKNOWN_PURPOSE("unknown-purpose", 422, false),
    SCHEME_REQUIRED("scheme-required", 422, false),
    UNKNOWN_HOLD("unknown-hold", 422, false),
    EXTERNAL_ID_CONFLICT("external-id-conflict", 422, false),
    UNKNOWN_ACCOUNT("unknown-account", 422, true),
    WRONG_OWNER("wrong-owner", 403, false),
    ACCOUNT_SUSPENDED("account-suspended", 422, true),
    ACCOUNT_CLOSED("account-closed", 422, false),
    UNKNOWN_PROGRAM("unknown-program", 422, true),
    NOT_STATED_NOT_ALLOWED("not-stated-not-allowed", 422, false),
    EFFECTIVE_DATE_NOT_ALLOWED("effective-date-not-allowed", 422, false),
    EFFECTIVE_DATE_IN_FUTURE("effective-date-in-future", 422, false),
    EFFECTIVE_DATE_TOO_EARLY("effective-date-too-early", 422, false),
    MISSING_REASON("missing-reason", 422, false),
    FOUR_EYES("four-eyes", 403, false),
    NOT_AWAITING_APPROVAL("not-awaiting-approval", 409, false),
    APPROVAL_EXPIRED("approval-expired", 409, false);

    private final String code;
    private final int status;
    private final boolean retryable;

    RetirementRefusal(String code, int status, boolean retryable) {
        this.code = code;
        this.status = status;
        this.retryable = retryable;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public boolean retryable() {
        return retryable;
    }
}
