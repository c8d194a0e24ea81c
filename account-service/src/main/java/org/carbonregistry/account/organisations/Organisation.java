package org.carbonregistry.account.organisations;

import java.time.Instant;

/**
 * Who may hold accounts.
 *
 * @param code the claim {@code org} of its representatives' tokens
 * @param country ISO 3166-1 alpha-2
 * @param identifier company number or LEI, or null
 */
public record Organisation(String code, String name, String country, String identifier, Instant registeredAt) {}
