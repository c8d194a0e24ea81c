package org.carbonregistry.account.trust;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.carbonregistry.account.AccountConfig;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.accounts.Account;
import org.carbonregistry.account.ledger.DatabaseTime;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;

/**
 * Lists a sender that an account of the caller's organisation trusts from a delay on. A crash before the commit lists none;
 * who lists a sender that is listed is answered with that, and its delay does not start anew.
 */
@Singleton
class TrustSender {

    /** The entry, database time, and whether it was there. */
    record Answer(TrustedSender sender, Instant now, boolean replayed) {}

    private static final String NAMED =
            """
            select clock_timestamp() as now, (select organisation from account where id = $1) as owner,
              exists (select from organisation where code = $2) as known
            """;

    private final Retrying retrying;
    private final Receivers receivers;
    private final TrustedSenders senders;
    private final Duration delay;

    TrustSender(Retrying retrying, Receivers receivers, TrustedSenders senders, AccountConfig config) {
        this.retrying = retrying;
        this.receivers = receivers;
        this.senders = senders;
        this.delay = config.trustedAfter();
    }

    Uni<Answer> trust(String id, TrustedSender.Request request, String organisation, String actor) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        request.requireShape();
        return retrying.inTransaction(c -> receivers.lock(c, id, organisation).chain(account -> c.preparedQuery(NAMED)
                .execute(Tuple.of(request.sender(), request.organisation()))
                .chain(rows -> {
                    requireSender(
                            account,
                            request,
                            rows.iterator().next().getString("owner"),
                            rows.iterator().next().getBoolean("known"));
                    Instant now = DatabaseTime.of(rows.iterator().next(), "now");
                    return list(c, account, request, actor, now);
                })));
    }

    /**
     * Checks that the sender is somebody else, who exists.
     *
     * @param owner of the named account, or null: none, or a programme's
     */
    static void requireSender(Account receiver, TrustedSender.Request request, String owner, boolean known) {
        if (request.account() != null && owner == null) {
            throw new Refused(
                    AccountRefusal.UNKNOWN_ACCOUNT, "no transfer comes from account " + request.account(), "/account");
        }
        if (request.organisation() != null && !known) {
            throw new Refused(
                    AccountRefusal.UNKNOWN_ORGANISATION,
                    "no organisation has the code " + request.organisation(),
                    "/organisation");
        }
        String sender = request.account() == null ? request.organisation() : owner;
        if (sender.equals(receiver.organisation())) {
            throw new Refused(
                    AccountRefusal.INVALID_VALUE,
                    "within one organisation units move at once anyway",
                    request.account() == null ? "/organisation" : "/account");
        }
    }

    private Uni<Answer> list(
            SqlConnection c, Account account, TrustedSender.Request request, String actor, Instant now) {
        return senders.same(c, account.id(), request.sender(), request.organisation())
                .chain(before -> {
                    if (before != null) {
                        return Uni.createFrom().item(new Answer(before, now, true));
                    }
                    TrustedSender listed = new TrustedSender(
                            UUID.randomUUID(),
                            account.id(),
                            request.sender(),
                            request.organisation(),
                            request.reason(),
                            actor,
                            now,
                            now.plus(delay),
                            null,
                            null);
                    return senders.insert(c, listed).replaceWith(new Answer(listed, now, false));
                });
    }
}
