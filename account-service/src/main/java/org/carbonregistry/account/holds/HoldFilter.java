package org.carbonregistry.account.holds;

import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.events.http.EdgeRefusal;
import org.carbonregistry.events.http.Refused;
import org.jboss.resteasy.reactive.RestQuery;

/** Which holds are listed. */
public class HoldFilter {

    @RestQuery
    String account;

    @RestQuery
    String venue;

    @RestQuery
    String status;

    @RestQuery
    String externalId;

    @RestQuery
    Integer limit;

    @RestQuery
    String cursor;

    Long accountNumber() {
        return account == null
                ? null
                : Long.valueOf(AccountNumber.parse(account)
                        .orElseThrow(() ->
                                new Refused(EdgeRefusal.INVALID_PARAMETER, account + " is no account", "account")));
    }

    String statusWord() {
        return status == null
                ? null
                : HoldStatus.named(status)
                        .orElseThrow(() ->
                                new Refused(EdgeRefusal.INVALID_PARAMETER, "no state of a hold: " + status, "status"))
                        .word();
    }
}
