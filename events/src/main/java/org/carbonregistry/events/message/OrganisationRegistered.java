package org.carbonregistry.events.message;

import java.time.Instant;

/**
 * An organisation that may hold accounts.
 *
 * @param organisation its code: the claim {@code org} of its representatives' tokens
 * @param number always 1
 * @param identifier company number or LEI, or null
 */
public record OrganisationRegistered(
        String organisation, long number, String name, String country, String identifier, Instant time) {}
