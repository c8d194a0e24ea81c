package org.carbonregistry.events.message;

/**
 * A kind of activity a programme allows, as data of the programme.
 *
 * @param code the programme's code for it, for example {@code solar}
 * @param name the name people read
 * @param sector its sectoral scope, in which bodies are accredited, for example {@code energy}
 * @param nature {@code reduction} or {@code removal}
 * @param natureBased whether the carbon can be lost again (buffer rules follow from it)
 */
public record ProjectType(String code, String name, String sector, String nature, boolean natureBased) {}
