package org.carbonregistry.issuance;

import io.vertx.pgclient.PgException;
import java.util.Map;

/** The database keeps some rules a second time; when one of its constraints speaks, it says the same refusal. */
final class BrokenConstraint {

    private static final String NO_SUCH_CHARACTER = "22021";
    private static final Map<String, IssuanceRefusal> NAMED = Map.of(
            "verified_periods_do_not_overlap", IssuanceRefusal.VERIFIED_PERIODS_OVERLAP,
            "issued_is_at_most_verified", IssuanceRefusal.MORE_THAN_VERIFIED,
            "a_source_unit_is_taken_once", IssuanceRefusal.SOURCE_UNITS_TAKEN,
            "four_eyes", IssuanceRefusal.FOUR_EYES,
            "program_pkey", IssuanceRefusal.ALREADY_REGISTERED,
            "methodology_pkey", IssuanceRefusal.ALREADY_REGISTERED,
            "vvb_pkey", IssuanceRefusal.ALREADY_REGISTERED,
            "project_pkey", IssuanceRefusal.ALREADY_REGISTERED,
            "project_program_code_key", IssuanceRefusal.ALREADY_REGISTERED);

    private BrokenConstraint() {}

    static Throwable named(Throwable failure) {
        if (failure instanceof PgException broken && NO_SUCH_CHARACTER.equals(broken.getSqlState())) {
            return IssuanceRefusal.INVALID_VALUE.of("A text holds a zero byte.", null);
        }
        if (failure instanceof PgException broken && broken.getConstraint() != null) {
            IssuanceRefusal refusal = NAMED.get(broken.getConstraint());
            return refusal == null ? failure : refusal.of(null, null);
        }
        return failure;
    }
}
