package org.carbonregistry.account.holdings;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.List;
import org.carbonregistry.account.ledger.Block;
import org.carbonregistry.account.ledger.BlockLocks;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;
import org.carbonregistry.events.message.BlockDescription;
import org.carbonregistry.events.serial.UnitRange;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** What an account holds, block by block, oldest first, with its serial ranges. */
@Path("/v1/accounts/{id}/holdings")
@Produces(MediaType.APPLICATION_JSON)
public class HoldingsResource {

    private static final String PAGE =
            """
            with page as (
              select h.first_unit, h.last_unit, h.reserved_for, h.account_id, b.*
              from holding h join block b on b.id = h.block_id
              where h.account_id = $1 and ($2::text is null or b.program = $2) and ($3::text is null or b.project = $3)
                and ($4::int is null or extract(year from b.vintage_end) = $4) and ($5::text is null or b.name = $5)
                and ($6::date is null
                     or (b.vintage_end, b.block_number, b.id, h.first_unit) > ($6, $7::bigint, $8::bigint, $9::bigint))
              order by b.vintage_end, b.block_number, b.id, h.first_unit limit $10
            )
            select p.*, s.held, s.reserved
            from page p join (
              select h.block_id, sum(h.last_unit - h.first_unit + 1)::bigint as held,
                coalesce(sum(h.last_unit - h.first_unit + 1) filter (where h.reserved_for is not null), 0)::bigint as reserved
              from holding h where h.account_id = $1 and h.block_id in (select id from page) group by h.block_id
            ) s on s.block_id = p.id
            order by p.vintage_end, p.block_number, p.id, p.first_unit
            """;

    private final HeldUnits held;
    private final HeldAsOf past;

    HoldingsResource(HeldUnits held, HeldAsOf past) {
        this.held = held;
        this.past = past;
    }

    /**
     * The ranges an account holds; {@code limit} counts ranges, a block may go on on the next page.
     *
     * @param asOf a UTC time: what the account held then, as the registry recorded it
     */
    @GET
    @RolesAllowed({"registrar", "auditor", "holder", "developer"})
    public Uni<Page<HeldBlock>> list(@RestPath String id, @RestQuery String asOf, @BeanParam HeldUnitsFilter filter) {
        return asOf != null
                ? past.list(id, asOf, filter, Limit.of(filter.limit))
                : held.page(id, filter, PAGE, HoldingsResource::blocks);
    }

    private static List<HeldBlock> blocks(List<Row> rows) {
        List<HeldBlock> blocks = new ArrayList<>();
        List<HeldBlock.Range> ranges = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            ranges.add(range(row));
            if (i + 1 == rows.size() || !rows.get(i + 1).getLong("id").equals(row.getLong("id"))) {
                blocks.add(block(row, List.copyOf(ranges)));
                ranges.clear();
            }
        }
        return blocks;
    }

    private static HeldBlock.Range range(Row row) {
        UnitRange units = new UnitRange(row.getLong("first_unit"), row.getLong("last_unit"));
        return new HeldBlock.Range(
                Block.serial(BlockLocks.description(row), units).format(),
                units.first(),
                units.last(),
                units.quantity(),
                row.getUUID("reserved_for") != null);
    }

    private static HeldBlock block(Row row, List<HeldBlock.Range> ranges) {
        BlockDescription block = BlockLocks.description(row);
        return new HeldBlock(
                block.block(),
                block.program(),
                block.project(),
                block.country(),
                block.vintage(),
                block.vintageStart(),
                block.vintageEnd(),
                block.unitKilograms(),
                row.getLong("held"),
                row.getLong("reserved"),
                ranges);
    }
}
