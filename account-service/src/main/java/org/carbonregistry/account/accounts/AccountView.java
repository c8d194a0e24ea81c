package org.carbonregistry.account.accounts;

import java.time.Instant;
import java.time.LocalDate;

/** An account as it is shown to its owner, the registrar and the auditor. */
public record AccountView(
        String id,
        String organisation,
        String kind,
        String program,
        String name,
        String status,
        String kycEvidenceSha256,
        LocalDate kycDate,
        Instant openedAt) {

    static AccountView of(Account a) {
        return new AccountView(
                a.publicId(),
                a.organisation(),
                a.kind().word(),
                a.program(),
                a.name(),
                a.status().word(),
                a.kycEvidenceSha256(),
                a.kycDate(),
                a.openedAt());
    }
}
