package org.carbonregistry.publicapi.page;

import io.quarkus.qute.TemplateInstance;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import org.carbonregistry.publicapi.retirement.RetirementFilter;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The search of retirements; its filters are in the address, so that a search can be sent to someone else. */
@Singleton
@Path("/retirements")
@Produces(MediaType.TEXT_HTML)
public class RetirementsPage {

    private static final int ON_A_PAGE = 50;

    private final RetirementFilter.Reader filters;
    private final RetirementLines retirements;
    private final ReadChoices choices;

    RetirementsPage(RetirementFilter.Reader filters, RetirementLines retirements, ReadChoices choices) {
        this.filters = filters;
        this.retirements = retirements;
        this.choices = choices;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<TemplateInstance>> search(
            @BeanParam RetirementFilter filter, @QueryParam("cursor") String cursor, @Context UriInfo uri) {
        Asked asked = new Asked(uri);
        URI clean = asked.withoutEmpty();
        if (clean != null) {
            return Uni.createFrom().item(RestResponse.seeOther(clean));
        }
        return filters.conditions(uri).chain(found -> retirements
                .page(found, cursor, ON_A_PAGE)
                .chain(page -> retirements.count(found).chain(count -> choices.all()
                        .map(offered -> RestResponse.ok(Pages.retirements(
                                asked, offered, count, page.lines(), asked.first(), asked.next(page.next())))))));
    }
}
