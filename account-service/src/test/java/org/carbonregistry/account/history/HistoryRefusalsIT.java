package org.carbonregistry.account.history;

import static org.carbonregistry.account.Registry.auditor;
import static org.carbonregistry.account.Registry.block;
import static org.carbonregistry.account.Registry.holder;
import static org.carbonregistry.account.Registry.newHolder;
import static org.carbonregistry.account.Registry.serial;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.carbonregistry.account.Registry;
import org.carbonregistry.account.Registry.Holder;
import org.carbonregistry.deploy.embedded.RegistryEnvironment;
import org.carbonregistry.events.message.BlockDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One line for each request that asks the past for what it does not say, with the code it is refused with. */
@QuarkusTest
@QuarkusTestResource(value = RegistryEnvironment.class, initArgs = @ResourceArg(name = "database", value = "account"))
class HistoryRefusalsIT {

    private static Holder owner;
    private static BlockDescription block;

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource({
        // as of
        "holder, /v1/accounts/OWN/holdings?asOf=tomorrow, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=2024-12-31, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=5, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=2024-02-30T00:00:00Z, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=2024-02-28T00:00:00, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=+9999999999-01-01T00:00:00Z, 400, invalid-parameter, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=2999-01-01T00:00:00Z, 422, as-of-in-the-future, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=%2B999999999-12-31T23:59:59Z, 422, as-of-in-the-future, asOf",
        "holder, /v1/accounts/OWN/holdings?asOf=2024-01-01T00:00:00Z&limit=0, 400, invalid-parameter, limit",
        "holder, /v1/accounts/OWN/holdings?asOf=2024-01-01T00:00:00Z&cursor=x, 400, invalid-cursor, cursor",
        "holder, /v1/accounts/OWN/holdings?limit=ten, 400, invalid-parameter, limit",
        "holder, /v1/accounts/OWN/holdings?limit=1&limit=2, 400, invalid-parameter, limit",
        "holder, /v1/accounts/OWN/holdings?vintage=2024&vintage=2023, 400, invalid-parameter, vintage",
        "holder, /v1/transfers?limit=1e2, 400, invalid-parameter, limit",
        "holder, /v1/accounts/OWN/holdings?as0f=2024-01-01T00:00:00Z, 400, unknown-parameter, as0f",
        "holder, /v1/accounts/OWN/positions?asOf=2024-01-01T00:00:00Z, 400, unknown-parameter, asOf",
        "stranger, /v1/accounts/OWN/holdings?asOf=2024-01-01T00:00:00Z, 404, not-found,",
        "holder, /v1/accounts/A1/holdings?asOf=2024-01-01T00:00:00Z, 404, not-found,",
        "holder, /v1/serials/SERIAL?asOf=never, 400, invalid-parameter, asOf",
        "holder, /v1/serials/SERIAL?asOf=7, 400, invalid-parameter, asOf",
        "holder, /v1/serials/SERIAL?asOf=2999-01-01T00:00:00Z, 422, as-of-in-the-future, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=0, 400, invalid-parameter, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=-1, 400, invalid-parameter, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=01, 400, invalid-parameter, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=1.5, 400, invalid-parameter, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=2, 422, as-of-in-the-future, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=999999999999999999, 422, as-of-in-the-future, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=9999999999999999999, 400, invalid-parameter, asOf",
        "auditor, /v1/blocks/BLOCK/holders?asOf=2999-01-01T00:00:00Z, 422, as-of-in-the-future, asOf",
        "auditor, /v1/blocks/BLOCK/holders?limit=1001, 400, invalid-parameter, limit",
        "auditor, /v1/blocks/BLOCK/holders?cursor=MQ, 400, invalid-cursor, cursor",
        "auditor, /v1/blocks/CCR-999999/holders, 404, not-found,",
        "holder, /v1/blocks/BLOCK/holders, 403, forbidden,",
        // statements
        "holder, /v1/accounts/OWN/statement?from=TODAY, 422, day-not-over, to",
        "holder, /v1/accounts/OWN/statement?to=2999-01-01, 422, day-not-over, to",
        "holder, /v1/accounts/OWN/statement?from=2024-01-02&to=2024-01-01, 422, invalid-period, to",
        "holder, /v1/accounts/OWN/statement?from=2020-01-01&to=2024-01-01, 422, invalid-period, to",
        "holder, /v1/accounts/OWN/statement?from=2024-13-01, 400, invalid-parameter, from",
        "holder, /v1/accounts/OWN/statement?from=, 400, invalid-parameter, from",
        "holder, /v1/accounts/OWN/statement?from=-0001-01-01, 400, invalid-parameter, from",
        "holder, /v1/accounts/OWN/statement?from=12345-01-01, 400, invalid-parameter, from",
        "holder, /v1/accounts/OWN/statement?to=now, 400, invalid-parameter, to",
        "holder, /v1/accounts/OWN/statement?day=2024-01-01, 400, unknown-parameter, day",
        "holder, /v1/accounts/OWN/statement?limit=1001, 400, invalid-parameter, limit",
        "holder, /v1/accounts/OWN/statement?cursor=abc, 400, invalid-cursor, cursor",
        "stranger, /v1/accounts/OWN/statement, 404, not-found,",
        "nobody, /v1/accounts/OWN/statement, 404, not-found,",
        "csv, /v1/accounts/OWN/statement?from=TODAY, 422, day-not-over, to",
        "csv, /v1/accounts/OWN/statement?limit=5, 400, unknown-parameter, limit",
        "csv, /v1/accounts/A1/statement, 404, not-found,",
        // an account's history
        "holder, /v1/transactions, 400, invalid-parameter, account",
        "holder, /v1/transactions?account=OWN&kind=gift, 400, invalid-parameter, kind",
        "holder, /v1/transactions?account=OWN&from=1.1.2024, 400, invalid-parameter, from",
        "holder, /v1/transactions?account=OWN&from=2024-01-02&to=2024-01-01, 400, invalid-parameter, to",
        "holder, /v1/transactions?account=OWN&status=settled, 400, unknown-parameter, status",
        "holder, /v1/transactions?account=OWN&limit=-1, 400, invalid-parameter, limit",
        "holder, /v1/transactions?account=OWN&externalId=, 400, invalid-parameter, externalId",
        "holder, /v1/transactions?account=OWN&cursor=MTIz, 400, invalid-cursor, cursor",
        "stranger, /v1/transactions?account=OWN, 404, not-found,",
        "holder, /v1/transactions?account=banana, 404, not-found,",
        // operations
        "holder, /v1/operations, 400, invalid-parameter, externalId",
        "holder, /v1/operations?externalId=, 400, invalid-parameter, externalId",
        "holder, /v1/operations?externalId=x&organisation=acme, 403, forbidden, organisation",
        "nobody, /v1/operations?externalId=x, 403, forbidden, organisation",
        "auditor, /v1/operations?externalId=x&organisation=, 400, invalid-parameter, organisation",
        "holder, /v1/operations?externalId=x&limit=5, 400, unknown-parameter, limit",
        // the auditor's pack
        "auditor, /v1/audit/pack?from=TODAY, 422, day-not-over, to",
        "auditor, /v1/audit/pack?from=x, 400, invalid-parameter, from",
        "auditor, /v1/audit/pack?from=2020-01-01&to=2024-01-01, 422, invalid-period, to",
        "auditor, /v1/audit/pack?account=OWN, 400, unknown-parameter, account",
        "holder, /v1/audit/pack, 403, forbidden,",
    })
    void whatThePastDoesNotSayIsRefusedByName(String who, String path, int status, String code, String field) {
        ValidatableResponse refused = as(who).urlEncodingEnabled(false)
                .get(concrete(path))
                .then()
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .statusCode(status);
        if (field != null) {
            refused.body("errors[0].pointer", equalTo(field));
        }
    }

    private static synchronized String concrete(String path) {
        if (owner == null) {
            owner = newHolder();
            block = block(owner.account(), 100);
        }
        return path.replace("OWN", owner.account())
                .replace("SERIAL", serial(block, 1, 10))
                .replace("BLOCK", block.block())
                .replace("TODAY", LocalDate.now(ZoneOffset.UTC).toString());
    }

    private static RequestSpecification as(String who) {
        concrete("");
        return switch (who) {
            case "auditor" -> auditor();
            case "stranger" -> holder("stranger");
            case "nobody" -> Registry.as("nob", null, "holder");
            case "csv" -> owner.call().accept("text/csv, application/problem+json");
            default -> owner.call();
        };
    }
}
