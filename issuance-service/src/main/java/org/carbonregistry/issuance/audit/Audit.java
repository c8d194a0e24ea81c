package org.carbonregistry.issuance.audit;

import java.time.Instant;
import java.util.List;

/**
 * What an audit found.
 *
 * @param blocks how many blocks were decided
 * @param issued units of these blocks, in units of their programmes
 * @param opened of these, units of blocks the ledger has opened
 */
public record Audit(boolean clean, List<Finding> findings, long blocks, long issued, long opened, Instant time) {

    /** Something that breaks a rule: the rule, the thing, what is wrong with it. */
    public record Finding(String rule, String subject, String detail) {}
}
