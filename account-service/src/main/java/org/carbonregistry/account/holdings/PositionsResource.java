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
import org.jboss.resteasy.reactive.RestQuery;

/** How many units an account holds of each block, and how many of them it is free to move. */
@Path("/v1/accounts/{id}/positions")
@Produces(MediaType.APPLICATION_JSON)
public class PositionsResource {

    /**
     * The units of one block.
     *
     * @param quantity {@code available + reserved + onHold}
     * @param available units kept for nothing
     * @param reserved units reserved for an offer
     * @param onHold units on hold for a settlement agent
     * @param availableFrozen how many of the available ones are frozen, and so cannot move
     */
    public record Position(
            String program,
            String project,
            int vintage,
            String block,
            int unitKilograms,
            long quantity,
            long available,
            long reserved,
            long onHold,
            long availableFrozen,
            long reservedFrozen,
            long onHoldFrozen) {}

    private static final String PAGE =
            """
            select b.program, b.project, b.vintage_end, b.block_number, b.id, b.name, b.unit_kilograms,
              0::bigint as first_unit,
              sum(u.quantity) filter (where u.kept = 'available') as available,
              sum(u.quantity) filter (where u.kept = 'reserved') as reserved,
              sum(u.quantity) filter (where u.kept = 'on-hold') as on_hold,
              sum(u.frozen) filter (where u.kept = 'available') as available_frozen,
              sum(u.frozen) filter (where u.kept = 'reserved') as reserved_frozen,
              sum(u.frozen) filter (where u.kept = 'on-hold') as on_hold_frozen
            from holding h join block b on b.id = h.block_id
            cross join lateral (select h.last_unit - h.first_unit + 1 as quantity,
              case when h.reserved_for is not null then 'reserved' when h.held_for is not null then 'on-hold'
                else 'available' end as kept,
              case when exists (select from freeze_order f where f.released_at is null
                                  and (f.account_id = h.account_id or f.project = b.project))
                then h.last_unit - h.first_unit + 1
                else coalesce((select sum(upper(cut) - lower(cut)) from unnest((
                  select range_agg(int8range(r.first_unit, r.last_unit, '[]') * int8range(h.first_unit, h.last_unit, '[]'))
                  from freeze_range r where r.in_force and r.block_id = h.block_id
                    and r.first_unit <= h.last_unit and r.last_unit >= h.first_unit)) as cut), 0) end as frozen) u
            where h.account_id = any(array(select a.id from account a where a.id = $1 or $11 and a.parent = $1)) and ($2::text is null or b.program = $2) and ($3::text is null or b.project = $3)
              and ($4::int is null or extract(year from b.vintage_end) = $4) and ($5::text is null or b.name = $5)
              and ($6::date is null or (b.vintage_end, b.block_number, b.id) > ($6, $7::bigint, $8::bigint + $9::bigint))
            group by b.id order by b.vintage_end, b.block_number, b.id limit $10
            """;

    private final HeldUnits held;

    PositionsResource(HeldUnits held) {
        this.held = held;
    }

    /**
     * The account's units block by block, oldest first.
     *
     * @param subAccounts whether what its sub-accounts hold is counted in
     */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<Position>> list(
            @RestPath String id, @RestQuery boolean subAccounts, @BeanParam HeldUnitsFilter filter) {
        return held.page(id, filter, PAGE, parameters -> parameters.addBoolean(subAccounts), rows -> rows.stream()
                .map(PositionsResource::position)
                .toList());
    }

    private static Position position(Row row) {
        long available = units(row, "available");
        long reserved = units(row, "reserved");
        long onHold = units(row, "on_hold");
        return new Position(
                row.getString("program"),
                row.getString("project"),
                row.getLocalDate("vintage_end").getYear(),
                row.getString("name"),
                row.getInteger("unit_kilograms"),
                available + reserved + onHold,
                available,
                reserved,
                onHold,
                units(row, "available_frozen"),
                units(row, "reserved_frozen"),
                units(row, "on_hold_frozen"));
    }

    private static long units(Row row, String column) {
        var sum = row.getNumeric(column);
        return sum == null ? 0 : sum.longValue();
    }
}
