package org.carbonregistry.publicapi.project;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.Filter;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * What a project must be like. The fields declare the parameters, for the description and for the refusal of unknown ones;
 * {@link Filter} reads them.
 */
public class ProjectFilter {

    /** The states of a project. */
    public static final List<String> STATES = List.of(
            "draft",
            "listed",
            "under-validation",
            "validated",
            "registered",
            "suspended",
            "completed",
            "withdrawn",
            "rejected",
            "de-registered");

    @QueryParam("q")
    @Parameter(description = "Words in id, name or proponent, whatever their accents and capitals")
    public String q;

    @QueryParam("program")
    @Parameter(description = "Programme code")
    public String program;

    @QueryParam("type")
    @Parameter(description = "Project type code")
    public String type;

    @QueryParam("nature")
    @Parameter(description = "reduction or removal")
    public String nature;

    @QueryParam("methodology")
    @Parameter(description = "Methodology code")
    public String methodology;

    @QueryParam("country")
    @Parameter(description = "Host country, ISO 3166-1 alpha-2")
    public String country;

    @QueryParam("status")
    @Parameter(description = "State of the project")
    public String status;

    /** Conditions on {@code project j}; refuses what cannot be meant. */
    public static Uni<Conditions> conditions(UriInfo uri, KnownCodes known) {
        Filter f = new Filter(uri);
        String program = f.text("program");
        String type = f.text("type");
        String methodology = f.text("methodology");
        Conditions conditions = new Conditions()
                .andIf(program, "j.program = ?")
                .andIf(type, "j.type = ?")
                .andIf(f.word("nature", List.of("reduction", "removal")), "j.nature = ?")
                .andIf(methodology, "j.methodology = ?")
                .andIf(f.country(), "j.country = ?")
                .andIf(f.word("status", STATES), "j.status = ?");
        f.words("q").forEach(word -> conditions.and("j.search like searchable(?)", word));
        return known.check(program, type, methodology, null).replaceWith(conditions);
    }
}
