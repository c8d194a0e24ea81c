package org.carbonregistry.account.accounts;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.carbonregistry.account.ledger.AccountNumber;

/**
 * An account as it is shown to its owner, the registrar and the auditor.
 *
 * @param notStated {@code kyc} when the KYC decision is not stated, because the account was brought in; otherwise null
 * @param parent the account whose sub-account it is, or null
 * @param client whose units it keeps apart, in the owner's own words, or null
 * @param omnibus whether units of many clients lie in it together
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
        String parent,
        Clients.Client client,
        boolean omnibus,
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
                a.clients().parent() == null
                        ? null
                        : AccountNumber.format(a.clients().parent()),
                a.clients().client(),
                a.clients().omnibus(),
                a.openedAt());
    }
}
