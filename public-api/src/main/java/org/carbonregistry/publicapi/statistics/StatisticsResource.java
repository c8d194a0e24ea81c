package org.carbonregistry.publicapi.statistics;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.wire.Json;
import org.carbonregistry.publicapi.search.DatedPage;
import org.carbonregistry.publicapi.search.Filter;
import org.carbonregistry.publicapi.search.KnownCodes;
import org.carbonregistry.publicapi.search.MediaTypes;
import org.carbonregistry.publicapi.search.PageParameters;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestMulti;

/** Totals anyone can check, grouped as asked. */
@Path("/v1/statistics")
@Tag(name = "statistics")
public class StatisticsResource {

    private static final String WHICH_DATE = "X-Dates";
    private static final int AT_ONCE = 500;

    private final ReadStatistics statistics;
    private final KnownCodes codes;

    StatisticsResource(ReadStatistics statistics, KnownCodes codes) {
        this.statistics = statistics;
        this.codes = codes;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Issued, active, buffer, retired, cancelled and converted credits, in tonnes and kilograms",
            description =
                    "by groups: program, country, type, nature, vintage, project, block, and of retired credits"
                            + " year, purpose, beneficiaryKind, beneficiary; several are separated by commas. With a group or a"
                            + " filter that only retirements know, only retired credits are told. In every row issued is active +"
                            + " buffer + retired + cancelled + converted, and rows add up to the total; retirements that span"
                            + " groups count once in each. CSV and NDJSON hold all rows and have no limit. 400 names a wrong parameter.")
    public Uni<Statistics> json(@BeanParam StatisticsParameters parameters, @Context UriInfo uri) {
        Filter filter = new Filter(uri);
        StatisticsQuery query = StatisticsQuery.of(parameters.by, filter);
        int limit = limit(filter);
        return known(filter).chain(() -> statistics.read(query, filter.text("cursor"), limit));
    }

    @GET
    @Produces(MediaTypes.CSV)
    public Multi<byte[]> csv(@BeanParam StatisticsParameters parameters, @Context UriInfo uri) {
        Filter filter = new Filter(uri);
        StatisticsQuery query = StatisticsQuery.of(parameters.by, filter);
        Multi<byte[]> header = Multi.createFrom().item(() -> csv(List.of(FigureRow.header(query.by(), query.basis()))));
        Multi<byte[]> rows = rows(query, filter)
                .map(group -> csv(group.stream().map(FigureRow::cells).toList()));
        return whole(Multi.createBy().concatenating().streams(header, rows));
    }

    @GET
    @Produces(MediaTypes.NDJSON)
    public Multi<byte[]> ndjson(@BeanParam StatisticsParameters parameters, @Context UriInfo uri) {
        Filter filter = new Filter(uri);
        StatisticsQuery query = StatisticsQuery.of(parameters.by, filter);
        return whole(rows(query, filter).map(StatisticsResource::lines));
    }

    private Multi<List<FigureRow>> rows(StatisticsQuery query, Filter filter) {
        String cursor = query.by().isEmpty() ? null : filter.text("cursor");
        if (filter.quantity("limit") != null) {
            throw PageParameters.wholeExport();
        }
        return known(filter)
                .onItem()
                .transformToMulti(ok -> statistics.stream(query, cursor))
                .group()
                .intoLists()
                .of(AT_ONCE);
    }

    private static Multi<byte[]> whole(Multi<byte[]> body) {
        return RestMulti.fromMultiData(body).header(WHICH_DATE, DatedPage.DATES).build();
    }

    private Uni<Void> known(Filter filter) {
        return codes.check(
                filter.text("program"), filter.text("type"), filter.text("methodology"), filter.text("project"));
    }

    private static int limit(Filter filter) {
        Long asked = filter.quantity("limit");
        return Limit.of(asked == null ? null : (int) Math.min(asked, Integer.MAX_VALUE));
    }

    private static byte[] csv(List<List<String>> rows) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        rows.forEach(csv::writeRecord);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The framework ends each chunk of NDJSON with a newline; inside it they are ours. */
    private static byte[] lines(List<FigureRow> rows) {
        return rows.stream()
                .map(row -> new String(Json.write(row), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
