package org.carbonregistry.account.modelled;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.carbonregistry.account.modelled.Door.Person;

/** One command of each kind that moves or keeps units, in a world where it succeeds. */
final class Moves {

    private static final Random RANDOM = new Random();

    private Moves() {}

    /** Two accounts of one organisation, or of two. */
    private static List<String> pair(World world, boolean ofOne) {
        List<Model.Account> all = world.model.accounts.values().stream()
                .filter(a -> a.organisation != null && a.status.equals("open"))
                .toList();
        for (Model.Account a : all) {
            for (Model.Account b : all) {
                if (a != b && a.organisation.equals(b.organisation) == ofOne) {
                    return List.of(a.id, b.id);
                }
            }
        }
        throw new IllegalStateException("no such accounts");
    }

    private static Person holder(World world, String account) {
        String organisation = world.model.accounts.get(account).organisation;
        return new Person("anna of " + organisation, organisation, "holder");
    }

    private static String name() {
        return UUID.randomUUID().toString();
    }

    private static Instant tomorrow(World world) {
        return world.cluster.now().plusSeconds(86_400);
    }

    /** A transfer within an organisation. */
    static OfferUnits atOnce(World world) {
        return offer(world, true);
    }

    /** An offer to another organisation. */
    static OfferUnits offer(World world) {
        return offer(world, false);
    }

    private static OfferUnits offer(World world, boolean atOnce) {
        List<String> pair = pair(world, atOnce);
        return new OfferUnits(
                name(), holder(world, pair.get(0)), pair.get(0), pair.get(1), Selection.of(2), null, "fault");
    }

    /** Issues units to an account. */
    static void fill(World world, String account, Door door) {
        world.step(world.draw(false).block(RANDOM, account), door);
    }

    static Command accept(World world, OfferUnits offer, UUID id) {
        return new DecideOffer(id, "accept", holder(world, offer.to()));
    }

    static Command retirement(World world, UUID id) {
        String account = pair(world, true).get(0);
        return new Retire(id, holder(world, account), account, Selection.of(2), null);
    }

    static Grant mandate(World world) {
        String account = pair(world, true).get(0);
        return new Grant(
                name(),
                holder(world, account),
                account,
                world.known.venue(RANDOM),
                List.of("hold", "settle", "retire"),
                1000,
                tomorrow(world));
    }

    static PlaceHold hold(World world, Grant mandate) {
        return new PlaceHold(
                name(),
                world.known.venue(mandate.venue()),
                mandate.account(),
                mandate.venue(),
                Selection.of(3),
                tomorrow(world));
    }

    /** A trade of two legs that ends a hold: the rest goes back. */
    static Command trade(World world, PlaceHold hold, UUID id) {
        String buyer = pair(world, true).get(1);
        return new Trade(
                name(),
                world.known.venue(hold.venue()),
                List.of(new Trade.Leg(id, 1, buyer, false), new Trade.Leg(id, 1, buyer, true)),
                false,
                "1.5");
    }
}
