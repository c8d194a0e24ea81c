package org.carbonregistry.account.holdings;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.carbonregistry.events.http.Page;
import org.jboss.resteasy.reactive.RestPath;

/** How many units an account holds of each block, and how many of them it is free to move. */
@Path("/v1/accounts/{id}/positions")
@Produces(MediaType.APPLICATION_JSON)
public class PositionsResource {

    /**
     * The units of one block.
     *
     * @param available units the account can move
     * @param reserved units reserved for an offer
     */
    public record Position(
            String program,
            String project,
            int vintage,
            String block,
            int unitKilograms,
            long quantity,
            long available,
            long reserved) {}

    private static final String PAGE =
            """
            select b.program, b.project, b.vintage_end, b.block_number, b.id, b.name, b.unit_kilograms, 0::bigint as first_unit,
              sum(h.last_unit - h.first_unit + 1)::bigint as held,
              coalesce(sum(h.last_unit - h.first_unit + 1) filter (where h.reserved_for is not null), 0)::bigint as reserved
            from holding h join block b on b.id = h.block_id
            where h.account_id = $1 and ($2::text is null or b.program = $2) and ($3::text is null or b.project = $3)
              and ($4::int is null or extract(year from b.vintage_end) = $4) and ($5::text is null or b.name = $5)
              and ($6::date is null or (b.vintage_end, b.block_number, b.id) > ($6, $7::bigint, $8::bigint + $9::bigint))
            group by b.id order by b.vintage_end, b.block_number, b.id limit $10
            """;

    private final HeldUnits held;

    PositionsResource(HeldUnits held) {
        this.held = held;
    }

    /** The account's units block by block, oldest first. */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<Position>> list(@RestPath String id, @BeanParam HeldUnitsFilter filter) {
        return held.page(id, filter, PAGE, rows -> rows.stream()
                .map(PositionsResource::position)
                .toList());
    }

    private static Position position(Row row) {
        long held = row.getLong("held");
        long reserved = row.getLong("reserved");
        return new Position(
                row.getString("program"),
                row.getString("project"),
                row.getLocalDate("vintage_end").getYear(),
                row.getString("name"),
                row.getInteger("unit_kilograms"),
                held,
                held - reserved,
                reserved);
    }
}
