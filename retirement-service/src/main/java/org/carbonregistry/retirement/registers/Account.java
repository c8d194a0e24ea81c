package org.carbonregistry.retirement.registers;

/**
 * An account as this service last heard of it.
 *
 * @param organisation its owner, or null for a system account
 * @param status {@code open}, {@code suspended} or {@code closed}
 */
public record Account(String account, String organisation, String status) {}
