package org.carbonregistry.account.audit;

/**
 * Something that does not fit.
 *
 * @param rule the invariant that is broken, as named in the README
 * @param subject the block, transfer or programme
 * @param detail what was found and what was expected
 */
public record Finding(String rule, String subject, String detail) {}
