package org.carbonregistry.account.mandates;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.accounts.Accounts;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Fingerprint;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.account.limits.AccountLimits;
import org.carbonregistry.account.mandates.Mandate.Act;
import org.carbonregistry.events.http.Refused;

/**
 * Grants a venue a mandate over an account of the caller's organisation. It lets the venue move units past the account's limits,
 * so over an account that has limits, its own or those of all, it takes effect as late as a limit is loosened. A crash before the
 * commit leaves none.
 */
@Singleton
class GrantMandate {

    /** The mandate, database time, and whether this was a repeat. */
    record Answer(Mandate mandate, Instant now, boolean replayed) {}

    private static final String VENUE =
            "select clock_timestamp() as now, exists (select from organisation where code = $1) as known";

    private final Retrying retrying;
    private final Accounts accounts;
    private final Mandates mandates;
    private final AccountLimits limits;
    private final Duration delay;

    GrantMandate(Retrying retrying, Accounts accounts, Mandates mandates, AccountLimits limits, AccountConfig config) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.mandates = mandates;
        this.limits = limits;
        this.delay = config.limitLoosenedAfter();
    }

    Uni<Answer> grant(Mandate.Request request, String organisation, String actor) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        request.requireShape();
        byte[] fingerprint = Fingerprint.of(request);
        OptionalLong number = AccountNumber.parse(request.account());
        List<Long> named = number.isEmpty() ? List.of() : List.of(number.getAsLong());
        // The time is read under the account's lock, so that it is after what happened to the account before.
        return retrying.inTransaction(c -> accounts.share(c, named).chain(locked -> c.preparedQuery(VENUE)
                .execute(Tuple.of(request.venue()))
                .chain(rows -> {
                    Row row = rows.iterator().next();
                    Instant now = row.getOffsetDateTime("now").toInstant();
                    Account account = number.isEmpty() ? null : locked.get(number.getAsLong());
                    boolean known = row.getBoolean("known");
                    return mandates.byExternalId(c, organisation, request.externalId())
                            .chain(before -> before == null
                                    ? grant(c, request, fingerprint, organisation, actor, account, known, now)
                                    : Uni.createFrom().item(repeat(before, fingerprint, now)));
                })));
    }

    private static Answer repeat(Mandate before, byte[] fingerprint, Instant now) {
        if (!Arrays.equals(before.fingerprint(), fingerprint)) {
            throw new Refused(
                    AccountRefusal.EXTERNAL_ID_CONFLICT,
                    "externalId " + before.externalId() + " was used for another mandate",
                    "/externalId");
        }
        return new Answer(before, now, true);
    }

    private Uni<Answer> grant(
            SqlConnection c,
            Mandate.Request r,
            byte[] fingerprint,
            String organisation,
            String actor,
            Account account,
            boolean venueKnown,
            Instant now) {
        Account.requireSender(account, r.account(), organisation, "/account");
        if (!venueKnown) {
            throw new Refused(
                    AccountRefusal.UNKNOWN_ORGANISATION, "no organisation has the code " + r.venue(), "/venue");
        }
        if (r.venue().equals(organisation)) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a mandate is for another organisation", "/venue");
        }
        boolean limited = account.limits() > 0 || !limits.standing().isEmpty();
        Instant from = limited ? now.plus(delay) : null;
        if (!r.validUntil().isAfter(from == null ? now : from)) {
            throw new Refused(
                    AccountRefusal.INVALID_EXPIRY,
                    from == null
                            ? "a mandate ends in the future"
                            : "over an account that has limits a mandate is in force from " + from + " on",
                    "/validUntil");
        }
        Mandate mandate = new Mandate(
                UUID.randomUUID(),
                organisation,
                r.externalId(),
                fingerprint,
                account.id(),
                r.venue(),
                r.allows(Act.HOLD),
                r.allows(Act.SETTLE),
                r.allows(Act.RETIRE),
                r.quantity(),
                0,
                r.validUntil().truncatedTo(ChronoUnit.MICROS),
                actor,
                now,
                from,
                null);
        return mandates.insert(c, mandate).replaceWith(new Answer(mandate, now, false));
    }
}
