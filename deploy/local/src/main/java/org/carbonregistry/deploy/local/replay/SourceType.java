package org.carbonregistry.deploy.local.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * A project type of the source. It may join several sectoral scopes; the first one is the sector.
 *
 * @param code {@code scope-} and the numbers of the scopes, for example {@code scope-1-13}
 * @param name as the source writes it
 * @param natureBased whether a scope is agriculture, forestry and other land use
 */
record SourceType(String code, String name, String sector, boolean natureBased) {

    /** The sectoral scopes, in the order of their numbers. */
    private static final List<String> SCOPES = List.of(
            "Energy industries (renewable/non-renewable sources)",
            "Energy distribution",
            "Energy demand",
            "Manufacturing industries",
            "Chemical industry",
            "Construction",
            "Transport",
            "Mining/mineral production",
            "Metal production",
            "Fugitive emissions from fuels (solid, oil and gas)",
            "Fugitive emissions from production and consumption of halocarbons and sulphur hexafluoride",
            "Solvents use",
            "Waste handling and disposal",
            "Agriculture Forestry and Other Land Use",
            "Livestock, enteric fermentation, and manure management");

    private static final int LAND_USE = 14;

    /**
     * The type of this name.
     *
     * @throws IllegalArgumentException when a part of it is no known scope
     */
    static SourceType of(String name) {
        List<Integer> numbers = new ArrayList<>();
        for (String part : name.split(";")) {
            int index = SCOPES.indexOf(part.strip());
            if (index < 0) {
                throw new IllegalArgumentException("unknown project type: " + part.strip());
            }
            numbers.add(index + 1);
        }
        StringBuilder code = new StringBuilder("scope");
        numbers.forEach(number -> code.append('-').append(number));
        return new SourceType(code.toString(), name, "scope-" + numbers.get(0), numbers.contains(LAND_USE));
    }
}
