package org.carbonregistry.deploy.bench;

import java.util.List;
import java.util.Map;

/**
 * What the bench registered for itself.
 *
 * @param program code of its programme
 * @param accounts those that hold the blocks
 * @param receivers where transfers go, one for each of {@code accounts}, of the same organisation
 * @param blocks the blocks of each account
 */
record Register(String program, List<String> accounts, List<String> receivers, Map<String, List<String>> blocks) {

    /** One account and one of its blocks. */
    record Place(String account, String receiver, String block) {}

    /** All places, so that neighbours are of different accounts. */
    List<Place> places() {
        int most = blocks.values().stream().mapToInt(List::size).max().orElse(0);
        List<Place> places = new java.util.ArrayList<>();
        for (int i = 0; i < most; i++) {
            for (int a = 0; a < accounts.size(); a++) {
                List<String> own = blocks.get(accounts.get(a));
                if (i < own.size()) {
                    places.add(new Place(accounts.get(a), receivers.get(a), own.get(i)));
                }
            }
        }
        return places;
    }
}
