package org.carbonregistry.publicapi.retirement;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.IntStream;
import org.carbonregistry.publicapi.search.Bounds;
import org.carbonregistry.publicapi.search.Conditions;
import org.carbonregistry.publicapi.search.Filter;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.carbonregistry.publicapi.search.MatchingProjects;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What a retirement must be like. The fields declare the parameters; {@link Filter} reads them. */
public class RetirementFilter {

    /** What credits are used up for. */
    public static final List<String> PURPOSES =
            List.of("voluntary", "compliance", "corsia", "national-contribution", "other", "not-stated");

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    @QueryParam("q")
    @Parameter(
            description = "Words in the beneficiary or in the project's id, name or proponent, whatever their accents")
    public String q;

    @QueryParam("beneficiary")
    @Parameter(description = "Words in the beneficiary's name or identifier, whatever their accents")
    public String beneficiary;

    @QueryParam("program")
    @Parameter(description = "Programme code")
    public String program;

    @QueryParam("project")
    @Parameter(description = "Public name of a project some of the units are of")
    public String project;

    @QueryParam("block")
    @Parameter(description = "Public name of a block some of the units are of")
    public String block;

    @QueryParam("type")
    @Parameter(description = "Project type code")
    public String type;

    @QueryParam("methodology")
    @Parameter(description = "Methodology code")
    public String methodology;

    @QueryParam("country")
    @Parameter(description = "Host country of the project, ISO 3166-1 alpha-2")
    public String country;

    @QueryParam("vintageFrom")
    @Parameter(description = "Earliest vintage year")
    public String vintageFrom;

    @QueryParam("vintageTo")
    @Parameter(description = "Latest vintage year")
    public String vintageTo;

    @QueryParam("retiredFrom")
    @Parameter(
            description = "Earliest retirement date: the effective date where stated, otherwise the ledger's UTC date")
    public String retiredFrom;

    @QueryParam("retiredTo")
    @Parameter(description = "Latest retirement date, by the same rule")
    public String retiredTo;

    @QueryParam("purpose")
    @Parameter(description = "What the credits were used up for")
    public String purpose;

    @QueryParam("quantityFrom")
    @Parameter(description = "Least units")
    public String quantityFrom;

    @QueryParam("quantityTo")
    @Parameter(description = "Most units")
    public String quantityTo;

    /** Reads the parameters of a request. */
    @Singleton
    public static class Reader {

        private final KnownCodes known;
        private final MatchingProjects projects;

        Reader(KnownCodes known, MatchingProjects projects) {
            this.known = known;
            this.projects = projects;
        }

        /** Conditions on {@code retirement r}; refuses what cannot be meant. */
        public Uni<Conditions> conditions(UriInfo uri) {
            Filter f = new Filter(uri);
            String program = f.text("program");
            String type = f.text("type");
            String methodology = f.text("methodology");
            String project = f.text("project");
            String block = f.text("block");
            List<String> words = f.words("q");
            Conditions conditions = own(f).andIf(program, "r.program = ?")
                    .andIf(project, "r.projects && array[?]")
                    .andIf(block, "r.blocks && array[?]");
            return known.check(program, type, methodology, project, block)
                    .chain(() -> projects.ofKind(type, methodology))
                    .invoke(ids -> conditions.andIf(ids, "r.projects && ?::text[]"))
                    .chain(() -> projects.ofWords(words))
                    .invoke(found -> {
                        for (int i = 0; i < words.size(); i++) {
                            if (found.get(i).length == 0) {
                                conditions.and("r.search like searchable(?)", words.get(i));
                            } else {
                                conditions.and(
                                        "(r.search like searchable(?) or r.projects && ?::text[])",
                                        words.get(i),
                                        found.get(i));
                            }
                        }
                    })
                    .replaceWith(conditions);
        }

        /** What the retirement's own row says. */
        private static Conditions own(Filter f) {
            Conditions conditions = new Conditions()
                    .andIf(f.country(), "r.countries && array[?]")
                    .andIf(f.word("purpose", PURPOSES), "r.purpose = ?")
                    .andIf(each(f.years("vintage")), "r.vintages && ?::integer[]")
                    .within(f.dates("retired"), "r.retired_on")
                    .within(f.quantities("quantity"), "r.quantity");
            f.words("beneficiary").forEach(word -> conditions.and("r.search like searchable(?)", word));
            return conditions;
        }

        private static Integer[] each(Bounds<Integer> years) {
            return years.isAny()
                    ? IntStream.rangeClosed(
                                    years.from() == null ? FIRST_YEAR : years.from(),
                                    years.to() == null ? LAST_YEAR : years.to())
                            .boxed()
                            .toArray(Integer[]::new)
                    : null;
        }
    }
}
