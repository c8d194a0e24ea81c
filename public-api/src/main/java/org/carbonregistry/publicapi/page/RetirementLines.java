package org.carbonregistry.publicapi.page;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.events.message.Beneficiary;
import org.carbonregistry.publicapi.retirement.ListedRetirement;
import org.carbonregistry.publicapi.retirement.RetirementList;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;

/** Retirements for people, newest first. */
@Singleton
class RetirementLines {

    /** A retirement over many projects names so many of them. */
    private static final int PROJECTS_NAMED = 3;

    private static final Listing<ListedRetirement> LISTING = RetirementList.LISTING;
    private static final Order<ListedRetirement> NEWEST_FIRST = LISTING.order(null);

    private final Pool pool;

    RetirementLines(Pool pool) {
        this.pool = pool;
    }

    /** Lines of a page, and the cursor of the next, or null. */
    record Found(List<RetirementLine> lines, String next) {}

    /** The newest ones that fulfil the conditions. */
    Uni<List<RetirementLine>> latest(Conditions conditions, int count) {
        return page(conditions, null, count).map(Found::lines);
    }

    /** The page after a cursor. */
    Uni<Found> page(Conditions conditions, String cursor, int count) {
        return LISTING.read(pool, conditions, NEWEST_FIRST, LISTING.keyOf(NEWEST_FIRST, cursor), count + 1)
                .map(items -> {
                    boolean more = items.size() > count;
                    List<ListedRetirement> shown = more ? items.subList(0, count) : items;
                    String next = more ? LISTING.cursor(NEWEST_FIRST, shown.get(count - 1)) : null;
                    return new Found(shown.stream().map(RetirementLines::line).toList(), next);
                });
    }

    /** How many there are, as people read it; counted up to a bound. */
    Uni<String> count(Conditions conditions) {
        return LISTING.count(pool, conditions)
                .map(count -> count > Listing.COUNTED
                        ? "More than " + Written.grouped(Listing.COUNTED)
                        : Written.grouped(count));
    }

    private static RetirementLine line(ListedRetirement r) {
        Beneficiary b = r.beneficiary();
        return new RetirementLine(
                r.certificateNumber(),
                new RetirementLine.Beneficiary(b.kind(), b.name(), b.identifier(), b.country(), b.reference()),
                r.retiredOn(),
                Written.tonnesWritten(r.quantity() * r.unitKilograms()),
                projects(r.parts()),
                vintages(r.parts()));
    }

    private static List<RetirementLine.Link> projects(List<ListedRetirement.Part> parts) {
        List<RetirementLine.Link> links = parts.stream()
                .map(p -> new RetirementLine.Link(p.project(), p.projectName() == null ? p.project() : p.projectName()))
                .distinct()
                .toList();
        if (links.size() <= PROJECTS_NAMED) {
            return links;
        }
        List<RetirementLine.Link> named = new ArrayList<>(links.subList(0, PROJECTS_NAMED));
        RetirementLine.Link last = named.remove(PROJECTS_NAMED - 1);
        named.add(
                new RetirementLine.Link(last.id(), last.label() + " and " + (links.size() - PROJECTS_NAMED) + " more"));
        return named;
    }

    private static String vintages(List<ListedRetirement.Part> parts) {
        int first =
                parts.stream().mapToInt(ListedRetirement.Part::vintage).min().orElse(0);
        int last = parts.stream().mapToInt(ListedRetirement.Part::vintage).max().orElse(0);
        return first == last ? Integer.toString(first) : first + " to " + last;
    }
}
