package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.statistics.Basis;
import org.carbonregistry.publicapi.statistics.Dimension;
import org.carbonregistry.publicapi.statistics.Figures;
import org.carbonregistry.publicapi.statistics.ReadStatistics;
import org.carbonregistry.publicapi.statistics.Statistics;
import org.carbonregistry.publicapi.statistics.StatisticsQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The start page, and the one search box that finds everything. */
@Singleton
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class HomePage {

    private static final int LATEST = 8;
    private static final int YEARS = 100;
    /** Sums over everything are counted at most once in this time, however many people look. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private static final Pattern CERTIFICATE = Pattern.compile("[A-Z][A-Z0-9]{1,11}-R-[1-9][0-9]{0,17}");
    private static final Pattern PROJECT = Pattern.compile("[A-Z][A-Z0-9]{1,11}-[A-Za-z0-9]{1,20}");
    private static final Pattern SERIAL = Pattern.compile("\\S+-\\S+-\\S+-\\S+-\\S+-\\S+");
    private static final StatisticsQuery BY_YEAR =
            new StatisticsQuery(List.of(Dimension.YEAR), new Conditions(), Basis.RETIRED_BY_YEAR);

    private final RetirementLines retirements;
    private final Uni<Figures> total;
    private final Uni<Statistics> years;

    HomePage(ReadStatistics statistics, RetirementLines retirements) {
        this.retirements = retirements;
        this.total = Uni.createFrom().deferred(statistics::everything).memoize().atLeast(KEPT);
        this.years = Uni.createFrom()
                .deferred(() -> statistics.read(BY_YEAR, null, YEARS))
                .memoize()
                .atLeast(KEPT);
    }

    @GET
    @Operation(hidden = true)
    public Uni<TemplateInstance> home() {
        return total.chain(sums -> years.chain(byYear -> retirements
                .latest(new Conditions(), LATEST)
                .map(latest -> Pages.home(sums, Shares.of(sums), latest, YearBars.of(byYear.items())))));
    }

    /** Goes to the page that a text is the name of; anything else is looked for among the retirements. */
    @GET
    @Path("search")
    @Operation(hidden = true)
    public Response search(@QueryParam("q") String q) {
        String text = q == null ? "" : q.strip();
        return Response.seeOther(URI.create(target(text))).build();
    }

    static String target(String text) {
        String encoded = Written.urlPart(text);
        if (text.isEmpty()) {
            return "/retirements";
        }
        if (CERTIFICATE.matcher(text).matches()) {
            return "/certificates/" + encoded;
        }
        if (SERIAL.matcher(text).matches() && text.chars().anyMatch(Character::isDigit)) {
            return "/serials?serial=" + encoded;
        }
        if (PROJECT.matcher(text).matches() && text.chars().anyMatch(Character::isDigit)) {
            return "/projects/" + encoded;
        }
        return "/retirements?q=" + encoded;
    }
}
