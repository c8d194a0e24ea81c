package org.carbonregistry.events.message;

/**
 * For whom units were used up, as it may be shown.
 *
 * @param kind {@code organisation}, {@code person} or {@code not-stated}: nobody is named, or nobody says what the name is of
 * @param name as given, for an organisation and where only the kind is not stated; null for a person and when nobody is named
 * @param identifier LEI or company number, or null
 * @param country ISO 3166-1 alpha-2, or null
 * @param reference id under which a person's record is kept, or null
 * @param commitment base64 HMAC-SHA256 over a person's record, or null
 */
public record Beneficiary(
        String kind, String name, String identifier, String country, String reference, String commitment) {}
