package org.carbonregistry.account.organisations;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.carbonregistry.account.AccountRefusal;
import org.carbonregistry.account.ledger.Retrying;
import org.carbonregistry.events.http.Refused;
import org.carbonregistry.events.http.UnfitCharacters;
import org.carbonregistry.events.message.MessageType;
import org.carbonregistry.events.message.OrganisationRegistered;
import org.carbonregistry.events.outbox.Outbox;
import org.carbonregistry.events.wire.Message;

/** Enters an organisation into the register. */
@Singleton
public class RegisterOrganisation {

    private static final Pattern CODE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final String INSERT =
            """
            insert into organisation (code, name, country, identifier, registered_by) values ($1, $2, $3, $4, $5)
            on conflict do nothing returning registered_at
            """;

    /** What a registrar says of it. */
    public record Request(String code, String name, String country, String identifier) {}

    private final Retrying retrying;
    private final Outbox outbox;

    RegisterOrganisation(Retrying retrying, Outbox outbox) {
        this.retrying = retrying;
        this.outbox = outbox;
    }

    Uni<Organisation> register(Request request, String actor) {
        decide(request);
        return retrying.inTransaction(c -> insert(c, request, actor));
    }

    /** Checks the form of what was said. */
    static void decide(Request request) {
        if (request == null) {
            throw new Refused(AccountRefusal.INVALID_VALUE, "a body is needed", null);
        }
        require(
                request.code() != null
                        && request.code().length() <= 60
                        && CODE.matcher(request.code()).matches(),
                "a code is small letters, digits and single dashes, at most 60",
                "/code");
        require(isText(request.name(), 200), "a name has 1 to 200 characters", "/name");
        require(
                request.country() != null && COUNTRY.matcher(request.country()).matches(),
                "a country is two capital letters (ISO 3166-1)",
                "/country");
        require(
                request.identifier() == null || isText(request.identifier(), 100),
                "an identifier has 1 to 100 characters",
                "/identifier");
    }

    private static boolean isText(String text, int most) {
        return text != null && !text.isBlank() && text.length() <= most && !UnfitCharacters.in(text);
    }

    private static void require(boolean holds, String sentence, String pointer) {
        if (!holds) {
            throw new Refused(AccountRefusal.INVALID_VALUE, sentence, pointer);
        }
    }

    private Uni<Organisation> insert(SqlConnection c, Request r, String actor) {
        return c.preparedQuery(INSERT)
                .execute(Tuple.of(r.code(), r.name(), r.country(), r.identifier(), actor))
                .chain(rows -> {
                    if (rows.rowCount() == 0) {
                        throw new Refused(
                                AccountRefusal.ORGANISATION_EXISTS, "organisation " + r.code() + " exists", "/code");
                    }
                    Instant time = rows.iterator().next().getOffsetDateTime(0).toInstant();
                    Message fact = Message.fact(
                            MessageType.ORGANISATION_REGISTERED,
                            "org:" + r.code(),
                            1,
                            time,
                            new OrganisationRegistered(r.code(), 1, r.name(), r.country(), r.identifier(), time));
                    return outbox.write(c, List.of(fact))
                            .replaceWith(new Organisation(r.code(), r.name(), r.country(), r.identifier(), time));
                });
    }
}
