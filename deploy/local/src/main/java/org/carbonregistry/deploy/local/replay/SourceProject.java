package org.carbonregistry.deploy.local.replay;

/**
 * A project as a row of the source describes it.
 *
 * @param country the country's name in English, as the source spells it
 * @param type the source's project type; several are joined by semicolons
 */
record SourceProject(String id, String name, String country, String type) {}
