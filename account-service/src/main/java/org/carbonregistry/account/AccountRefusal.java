package org.carbonregistry.account;

import org.carbonregistry.events.http.Refusal;

/**
 * Every reason this service refuses something, in the order in which it is checked. Whether it is retryable: the same can
 * succeed later without being changed. A refused transfer or register entry stores nothing, so it is the same request under the
 * same {@code externalId}; a refused retirement order is stored under its id, so it is a new order.
 */
public enum AccountRefusal implements Refusal {
    /** A field of a register entry does not have its form. */
    INVALID_VALUE("invalid-value", 422, false),
    /** An organisation with this code exists. */
    ORGANISATION_EXISTS("organisation-exists", 409, false),
    /** An account is opened after a KYC decision that is recorded: evidence and date. */
    KYC_MISSING("kyc-missing", 422, false),
    /** A KYC decision can be not stated only while a programme's import is open. */
    KYC_NOT_STATED("kyc-not-stated", 409, true),
    /** No organisation has this code. */
    UNKNOWN_ORGANISATION("unknown-organisation", 422, false),
    /** An order names either a quantity or serial ranges. */
    INVALID_SELECTION("invalid-selection", 422, false),
    /** A quantity is at least 1. */
    INVALID_QUANTITY("invalid-quantity", 422, false),
    /** The same externalId came with another content. */
    EXTERNAL_ID_CONFLICT("external-id-conflict", 422, false),
    /** No account has this id. */
    UNKNOWN_ACCOUNT("unknown-account", 422, false),
    /** The account belongs to another organisation. */
    WRONG_OWNER("wrong-owner", 403, false),
    /** The account is suspended: nothing leaves it. */
    ACCOUNT_SUSPENDED("account-suspended", 422, true),
    /** The account is closed. */
    ACCOUNT_CLOSED("account-closed", 422, false),
    /** A sub-account of the account is not closed. */
    SUB_ACCOUNT_OPEN("sub-account-open", 409, true),
    /** The account still holds units, or takes part in an open offer. */
    ACCOUNT_NOT_EMPTY("account-not-empty", 409, true),
    /** The account's state does not allow this. */
    ACCOUNT_STATE("account-state", 409, false),
    /** Units move between two accounts. */
    SAME_ACCOUNT("same-account", 422, false),
    /** An offer expires in the future, and not too late. */
    INVALID_EXPIRY("invalid-expiry", 422, false),
    /** The order would move more ranges than one transaction may. */
    TOO_MANY_RANGES("too-many-ranges", 422, false),
    /** No units of a project of this name exist. */
    UNKNOWN_PROJECT("unknown-project", 422, false),
    /** No unit has this serial number. */
    UNKNOWN_SERIAL("unknown-serial", 422, false),
    /** Country, project or vintage of the serial number do not fit its block. */
    INCONSISTENT_SERIAL("inconsistent-serial", 422, false),
    /** The units are, or could be, of more than one programme. */
    PROGRAM_AMBIGUOUS("program-ambiguous", 422, false),
    /** The same unit is named twice in one order. */
    REPEATED_UNITS("repeated-units", 422, false),
    /** A named unit is not in the account. */
    NOT_HELD("not-held", 422, false),
    /** A named unit is reserved for a transfer. */
    RESERVED("reserved", 422, true),
    /** No mandate in force lets the venue do this. */
    NO_MANDATE("no-mandate", 403, false),
    /** The venue's mandates have too few units left. */
    MANDATE_EXHAUSTED("mandate-exhausted", 422, true),
    /** A named unit is on hold for a settlement agent. */
    ON_HOLD("on-hold", 422, true),
    /** A named unit is not on the hold that the order is about. */
    NOT_ON_HOLD("not-on-this-hold", 422, false),
    /** The units, or the account they are in, are frozen by order of an authority. */
    FROZEN("frozen", 422, true),
    /** The account holds fewer units than ordered; there are no partial fills. */
    INSUFFICIENT_UNITS("insufficient-units", 422, true),
    /** The transfer is larger than a limit lets one be. */
    OVER_TRANSFER_LIMIT("over-transfer-limit", 422, false),
    /** The transfer and those before it are more than a limit lets an account send in a day. */
    OVER_DAILY_LIMIT("over-daily-limit", 422, true),
    /** A retirement is more than one representative may order alone. */
    APPROVAL_REQUIRED("approval-required", 422, true),
    /** Original dates are accepted only while the programme's import is open. */
    EFFECTIVE_DATE_NOT_ALLOWED("effective-date-not-allowed", 422, false),
    /** No transfer has this id, or it is none of the caller's. */
    UNKNOWN_TRANSFER("unknown-transfer", 404, false),
    /** Whoever proposed it cannot approve it. */
    FOUR_EYES("four-eyes", 403, false),
    /** The transfer does not wait for a second representative, or no more. */
    NOT_AWAITING_APPROVAL("not-awaiting-approval", 409, false),
    /** The offer was decided before. */
    NOT_PROPOSED("not-proposed", 409, false),
    /** The offer lapsed. */
    TRANSFER_EXPIRED("transfer-expired", 409, false),
    /** The past that is asked for is not over: nothing can be said of it yet. */
    AS_OF_IN_FUTURE("as-of-in-the-future", 422, true),
    /** A period ends before it starts, or is longer than is answered at once. */
    INVALID_PERIOD("invalid-period", 422, false),
    /** A day is told when it is over, in UTC. */
    DAY_NOT_OVER("day-not-over", 422, true),
    /** A transaction that belongs to the past that is asked for still runs. */
    NOT_SETTLED("not-settled", 503, true),
    /** As many of these exports run as may at once. */
    TOO_MANY_EXPORTS("too-many-exports", 503, true),
    /** No hold has this id, or it is none of the caller's. */
    UNKNOWN_HOLD("unknown-hold", 404, false),
    /** The hold was settled or released before. */
    HOLD_ENDED("hold-ended", 409, false),
    /** The hold lapsed. */
    HOLD_EXPIRED("hold-expired", 409, false),
    /** The freeze was released before. */
    FREEZE_RELEASED("freeze-released", 409, false),
    /** The court-ordered transfer was approved or rejected before. */
    ORDER_DECIDED("order-decided", 409, false),
    /** The court-ordered transfer lapsed before a second registrar approved it. */
    ORDER_EXPIRED("order-expired", 409, false),
    /** A text is no serial number. */
    NOT_A_SERIAL("not-a-serial", 400, false),
    /** A serial number that is looked up names no unit. */
    NO_SUCH_UNIT("unknown-serial", 404, false),
    /** Nothing is known under this id, or the caller may not know. */
    NOT_FOUND("not-found", 404, false);

    private final String code;
    private final int status;
    private final boolean retryable;

    AccountRefusal(String code, int status, boolean retryable) {
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
