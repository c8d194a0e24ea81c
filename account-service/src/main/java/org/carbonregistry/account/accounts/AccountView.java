package org.carbonregistry.account.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * An account as it is shown to its owner, the registrar and the auditor.
 *
 * @param notStated {@code kyc} when the KYC decision is not stated, because the account was brought in; otherwise null
 */
public record AccountView(
        String id,
        String organisation,
        String kind,
        String program,
        String name,
        String status,
        String kycEvidenceSha256,
        LocalDate kycDate,
        List<String> notStated,
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
                a.kycNotStated() ? List.of(OpenAccount.KYC) : null,
                a.openedAt());
    }
}
