package org.carbonregistry.account.accounts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.AccountNumber;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitCharacters;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;

/**
 * Opens an account for an organisation after a KYC decision, which is recorded with it: its date and its evidence. Only while a
 * ledger is brought in can it be <em>not stated</em>, because the source does not say (domain rules 17 and 21).
 */
@Singleton
public class OpenAccount {

    /** What can be not stated of an account. */
    static final String KYC = "kyc";

    private static final Set<String> CLIENT_KINDS = Set.of("organisation", "person");

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final String INSERT =
            """
            insert into account (organisation, kind, name, kyc_evidence_sha256, kyc_date, kyc_not_stated, opened_by, parent,
              client_kind, client_reference, omnibus)
            select code, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11 from organisation where code = $1 returning *
            """;
    private static final String IMPORTING =
            "select exists (select 1 from program where import_state = 'open') as importing";
    private static final String DECISION =
            "insert into account_decision (account_id, number, status, actor) values ($1, 1, 'open', $2)";

    /**
     * What a registrar says of it.
     *
     * @param parent the account whose sub-account it becomes, or null
     * @param client the client whose units it keeps apart, in the owner's own words; only of a sub-account, or null
     * @param omnibus whether units of many clients lie in it together; null is false
     */
    public record Request(
            String organisation,
            String kind,
            String name,
            String kycEvidenceSha256,
            LocalDate kycDate,
            List<String> notStated,
            String parent,
            Clients.Client client,
            Boolean omnibus) {

        boolean isOmnibus() {
            return Boolean.TRUE.equals(omnibus);
        }

        boolean saysNothingOfKyc() {
            return notStated != null && notStated.contains(KYC);
        }
    }

    private final Retrying retrying;
    private final Accounts accounts;
    private final Outbox outbox;

    OpenAccount(Retrying retrying, Accounts accounts, Outbox outbox) {
        this.retrying = retrying;
        this.accounts = accounts;
        this.outbox = outbox;
    }

    Uni<Account> open(Request request, String actor) {
        decide(request, LocalDate.now(ZoneOffset.UTC));
        return retrying.inTransaction(c -> requireKyc(c, request)
                .chain(() -> parent(c, request))
                .chain(parent -> insert(c, request, parent, actor)));
    }

    /** That nothing is said of the KYC decision is taken only while a ledger is brought in. */
    private static Uni<Void> requireKyc(SqlConnection c, Request request) {
        return !request.saysNothingOfKyc()
                ? Uni.createFrom().voidItem()
                : c.query(IMPORTING)
                        .execute()
                        .invoke(rows -> {
                            if (!rows.iterator().next().getBoolean("importing")) {
                                throw new Refused(
                                        AccountRefusal.KYC_NOT_STATED,
                                        "a KYC decision can be not stated only while a programme's import is open",
                                        "/notStated");
                            }
                        })
                        .replaceWithVoid();
    }

    /** Checks the form of what was said. */
    static void decide(Request request, LocalDate today) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        require(request.organisation() != null, "an account belongs to an organisation", "/organisation");
        require(
                AccountKind.named(request.kind()).filter(k -> !k.isSystem()).isPresent(),
                "a kind is developer, holding or trading",
                "/kind");
        String name = request.name();
        require(
                name != null && !name.isBlank() && name.length() <= 200 && !UnfitCharacters.in(name),
                "a name has 1 to 200 characters",
                "/name");
        require(
                request.kycEvidenceSha256() == null
                        || SHA256.matcher(request.kycEvidenceSha256()).matches(),
                "evidence is named by its SHA-256 in 64 small hex digits",
                "/kycEvidenceSha256");
        require(
                request.kycDate() == null || !request.kycDate().isAfter(today),
                "a KYC decision is not in the future",
                "/kycDate");
        require(
                request.notStated() == null
                        || request.notStated().stream().allMatch(KYC::equals)
                                && request.notStated().size() <= 1,
                "of an account only " + KYC + " can be not stated",
                "/notStated");
        decide(request.client(), request);
        if (request.saysNothingOfKyc()) {
            require(
                    request.kycEvidenceSha256() == null && request.kycDate() == null,
                    "what is not stated is not given",
                    "/notStated");
            return;
        }
        requireKyc(request.kycEvidenceSha256() != null, "its evidence", "/kycEvidenceSha256");
        requireKyc(request.kycDate() != null, "its date", "/kycDate");
    }

    private static void decide(Clients.Client client, Request request) {
        if (client == null) {
            return;
        }
        require(request.parent() != null, "a client's units are kept apart in a sub-account", "/client");
        require(!request.isOmnibus(), "an omnibus account is no one client's", "/omnibus");
        require(
                client.kind() != null && CLIENT_KINDS.contains(client.kind()),
                "a client is organisation or person",
                "/client/kind");
        require(
                client.reference() != null
                        && !client.reference().isBlank()
                        && client.reference().length() <= 100
                        && !UnfitCharacters.in(client.reference()),
                "a reference has 1 to 100 characters",
                "/client/reference");
    }

    /** The account it becomes a sub-account of: it stays as it is until this commits, as its closing would wait for it. */
    private Uni<Long> parent(SqlConnection c, Request request) {
        if (request.parent() == null) {
            return Uni.createFrom().nullItem();
        }
        long number = AccountNumber.parse(request.parent()).orElse(0);
        return accounts.share(c, List.of(number)).map(found -> {
            requireParent(found.get(number), request);
            return number;
        });
    }

    /** @param parent null when there is none of that id */
    static void requireParent(Account parent, Request request) {
        if (parent == null) {
            throw new Refused(AccountRefusal.UNKNOWN_ACCOUNT, "there is no account " + request.parent(), "/parent");
        }
        require(
                request.organisation().equals(parent.organisation()),
                "a sub-account is of the organisation of the account above it",
                "/parent");
        require(parent.clients().parent() == null, "a sub-account has none of its own", "/parent");
        if (parent.status() == AccountStatus.CLOSED) {
            throw new Refused(AccountRefusal.ACCOUNT_CLOSED, "account " + request.parent() + " is closed", "/parent");
        }
    }

    private static void requireKyc(boolean given, String what, String pointer) {
        if (!given) {
            throw new Refused(
                    AccountRefusal.KYC_MISSING,
                    "an account is opened after a KYC decision: " + what + " is missing",
                    pointer);
        }
    }

    private static void require(boolean holds, String sentence, String pointer) {
        if (!holds) {
            throw new Refused(AccountRefusal.INVALID_VALUE, sentence, pointer);
        }
    }

    private Uni<Account> insert(SqlConnection c, Request r, Long parent, String actor) {
        Tuple row = Tuple.tuple()
                .addString(r.organisation())
                .addString(r.kind())
                .addString(r.name())
                .addString(r.kycEvidenceSha256())
                .addLocalDate(r.kycDate())
                .addBoolean(r.saysNothingOfKyc())
                .addString(actor)
                .addLong(parent)
                .addString(r.client() == null ? null : r.client().kind())
                .addString(r.client() == null ? null : r.client().reference())
                .addBoolean(r.isOmnibus());
        return c.preparedQuery(INSERT).execute(row).chain(rows -> {
            if (rows.rowCount() == 0) {
                throw new Refused(
                        AccountRefusal.UNKNOWN_ORGANISATION,
                        "there is no organisation " + r.organisation(),
                        "/organisation");
            }
            Account account = Accounts.read(rows.iterator().next());
            Message fact = Message.fact(
                    MessageType.ACCOUNT_OPENED,
                    account.publicId(),
                    account.number(),
                    account.openedAt(),
                    account.fact(account.openedAt()));
            return c.preparedQuery(DECISION)
                    .execute(Tuple.of(account.id(), actor))
                    .chain(() -> outbox.write(c, List.of(fact)))
                    .replaceWith(account);
        });
    }
}
