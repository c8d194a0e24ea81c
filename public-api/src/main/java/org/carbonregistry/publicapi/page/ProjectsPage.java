package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import org.carbonregistry.publicapi.project.ListedProject;
import org.carbonregistry.publicapi.project.ProjectFilter;
import org.carbonregistry.publicapi.project.ProjectList;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.Order;
import org.carbonregistry.publicapi.statistics.Basis;
import org.carbonregistry.publicapi.statistics.ReadStatistics;
import org.carbonregistry.publicapi.statistics.StatisticsQuery;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The list of projects, and everything about one. */
@Singleton
@Path("/projects")
@Produces(MediaType.TEXT_HTML)
public class ProjectsPage {

    private static final int ON_A_PAGE = 50;
    private static final int BLOCKS = 60;
    private static final int LATEST = 10;

    private static final Listing<ListedProject> LISTING = ProjectList.LISTING;
    private static final Order<ListedProject> BY_NUMBER = LISTING.order(null);

    private final Pool pool;
    private final ReadProject projects;
    private final ReadStatistics statistics;
    private final RetirementLines retirements;
    private final ReadChoices choices;
    private final KnownCodes codes;

    ProjectsPage(
            Pool pool,
            ReadProject projects,
            ReadStatistics statistics,
            RetirementLines retirements,
            ReadChoices choices,
            KnownCodes codes) {
        this.pool = pool;
        this.projects = projects;
        this.statistics = statistics;
        this.retirements = retirements;
        this.choices = choices;
        this.codes = codes;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> list(
            @BeanParam ProjectFilter filter, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        Asked asked = new Asked(uri);
        URI clean = asked.withoutEmpty();
        if (clean != null) {
            return Uni.createFrom().item(RestResponse.seeOther(clean));
        }
        return ProjectFilter.conditions(uri, codes)
                .chain(found -> LISTING.read(pool, found, BY_NUMBER, LISTING.keyOf(BY_NUMBER, cursor), ON_A_PAGE + 1))
                .chain(items -> choices.all().map(offered -> RestResponse.ok(page(asked, offered, items))));
    }

    private static TemplateInstance page(Asked asked, Choices choices, List<ListedProject> items) {
        boolean more = items.size() > ON_A_PAGE;
        List<ListedProject> shown = more ? items.subList(0, ON_A_PAGE) : items;
        String next = more ? LISTING.cursor(BY_NUMBER, shown.get(ON_A_PAGE - 1)) : null;
        return Pages.projects(
                asked, choices, shown.stream().map(p -> line(p, choices)).toList(), asked.first(), asked.next(next));
    }

    private static ShownProject.Line line(ListedProject p, Choices choices) {
        return new ShownProject.Line(
                p.id(),
                p.name(),
                choices.typeName(p.type()),
                p.country(),
                p.status(),
                Written.grouped(p.totals().issued()));
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public Uni<TemplateInstance> one(@PathParam("id") String id) {
        Conditions ofProject = new Conditions().and("r.projects @> array[?::text]", id);
        StatisticsQuery credits =
                new StatisticsQuery(List.of(), new Conditions().and("project = ?", id), Basis.CREDITS);
        return projects.read(id)
                .chain(project -> statistics.read(credits, null, 1).chain(figures -> projects.blocks(id, BLOCKS + 1)
                        .chain(blocks -> retirements
                                .latest(ofProject, LATEST)
                                .map(latest -> Pages.project(
                                        project,
                                        figures.total(),
                                        Shares.of(figures.total()),
                                        blocks.subList(0, Math.min(BLOCKS, blocks.size())),
                                        blocks.size() > BLOCKS,
                                        latest)))));
    }
}
