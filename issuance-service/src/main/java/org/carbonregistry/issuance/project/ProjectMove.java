package org.carbonregistry.issuance.project;

/** What can happen to a project. */
public enum ProjectMove {
    LIST,
    START_VALIDATION,
    VALIDATE,
    REGISTER,
    SUSPEND,
    REINSTATE,
    COMPLETE,
    WITHDRAW,
    REJECT,
    DEREGISTER
}
