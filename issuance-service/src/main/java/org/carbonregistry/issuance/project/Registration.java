package org.carbonregistry.issuance.project;

import org.carbonregistry.issuance.Reason;

/**
 * Why a project is registered; see {@link Reason}. Without a reason it is the last validation, whose report is the evidence.
 *
 * @param anotherActivity why it is another activity than the project of the same type at the same place, or null
 */
public record Registration(String reason, String evidenceSha256, String anotherActivity) {

    Reason why() {
        return Reason.given(new Reason(reason, evidenceSha256));
    }
}
