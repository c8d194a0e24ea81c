package org.carbonregistry.publicapi.page;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.publicapi.project.ProjectFilter;
import org.carbonregistry.publicapi.project.ProjectList;
import org.carbonregistry.publicapi.retirement.RetirementFilter;
import org.carbonregistry.publicapi.retirement.RetirementList;
import org.carbonregistry.publicapi.search.Answer;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.carbonregistry.publicapi.search.Listing;
import org.carbonregistry.publicapi.search.PageParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestMulti;

/** What a search found, as a file for people whose browser cannot ask for a form: the whole list, as under {@code /v1}. */
@Singleton
@Path("/")
@Produces("text/csv;charset=UTF-8")
public class Downloads {

    private final Pool pool;
    private final RetirementFilter.Reader filters;
    private final KnownCodes codes;

    Downloads(Pool pool, RetirementFilter.Reader filters, KnownCodes codes) {
        this.pool = pool;
        this.filters = filters;
        this.codes = codes;
    }

    @GET
    @Path("retirements.csv")
    @Operation(hidden = true)
    public Multi<byte[]> retirements(@BeanParam RetirementFilter filter, @Context UriInfo uri) {
        return file("retirements.csv", RetirementList.LISTING, filters.conditions(uri));
    }

    @GET
    @Path("projects.csv")
    @Operation(hidden = true)
    public Multi<byte[]> projects(@BeanParam ProjectFilter filter, @Context UriInfo uri) {
        return file("projects.csv", ProjectList.LISTING, ProjectFilter.conditions(uri, codes));
    }

    private <T> Multi<byte[]> file(String name, Listing<T> listing, Uni<Conditions> found) {
        return RestMulti.fromMultiData(Answer.csv(pool, listing, found, new PageParameters()))
                .header("Content-Disposition", "attachment; filename=\"" + name + "\"")
                .build();
    }
}
