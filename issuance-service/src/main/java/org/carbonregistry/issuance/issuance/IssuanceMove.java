package org.carbonregistry.issuance.issuance;

/** What can happen to an issuance. */
public enum IssuanceMove {
    APPROVE,
    REJECT,
    WITHDRAW,
    EXPIRE,
    OPEN
}
