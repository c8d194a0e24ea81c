package org.carbonregistry.publicapi.ledger;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.Filter;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a block must be like. The fields declare the parameters; {@link Filter} reads them. */
public class BlockFilter {

    @QueryParam("q")
    @Parameter(description = "Words in the project's id, name or proponent, whatever their accents and capitals")
    public String q;

    @QueryParam("program")
    @Parameter(description = "Programme code")
    public String program;

    @QueryParam("project")
    @Parameter(description = "Public name of the project")
    public String project;

    @QueryParam("type")
    @Parameter(description = "Project type code")
    public String type;

    @QueryParam("methodology")
    @Parameter(description = "Methodology code")
    public String methodology;

    @QueryParam("country")
    @Parameter(description = "Host country, ISO 3166-1 alpha-2")
    public String country;

    @QueryParam("vintageFrom")
    @Parameter(description = "Earliest vintage year")
    public String vintageFrom;

    @QueryParam("vintageTo")
    @Parameter(description = "Latest vintage year")
    public String vintageTo;

    @QueryParam("issuedFrom")
    @Parameter(description = "Earliest issuance date")
    public String issuedFrom;

    @QueryParam("issuedTo")
    @Parameter(description = "Latest issuance date")
    public String issuedTo;

    @QueryParam("quantityFrom")
    @Parameter(description = "Least units issued")
    public String quantityFrom;

    @QueryParam("quantityTo")
    @Parameter(description = "Most units issued")
    public String quantityTo;

    /** Conditions on {@code block b left join project j}; refuses what cannot be meant. */
    public static Uni<Conditions> conditions(UriInfo uri, KnownCodes known) {
        Filter f = new Filter(uri);
        String program = f.text("program");
        String type = f.text("type");
        String methodology = f.text("methodology");
        String project = f.text("project");
        Conditions conditions = new Conditions()
                .andIf(program, "b.program = ?")
                .andIf(project, "b.project = ?")
                .andIf(type, "j.type = ?")
                .andIf(methodology, "j.methodology = ?")
                .andIf(f.country(), "b.country = ?")
                .within(f.years("vintage"), "b.vintage")
                .within(f.dates("issued"), "b.issued_on")
                .within(f.quantities("quantity"), "b.quantity");
        f.words("q").forEach(word -> conditions.and("j.search like searchable(?)", word));
        return known.check(program, type, methodology, project).replaceWith(conditions);
    }
}
