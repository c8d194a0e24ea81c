package org.carbonregistry.account.holdings;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.carbonregistry.account.accounts.AccountAccess;
import org.carbonregistry.events.http.Cursor;
import org.carbonregistry.events.http.Limit;
import org.carbonregistry.events.http.Page;

/** Reads the lists of what an account holds, page by page, oldest block first, for who may read the account. */
@Singleton
class HeldUnits {

    private final Pool pool;
    private final AccountAccess access;

    HeldUnits(Pool pool, AccountAccess access) {
        this.pool = pool;
        this.access = access;
    }

    /**
     * A page.
     *
     * @param query with the parameters of {@link HeldUnitsFilter}; its rows have vintage_end, block_number, id and first_unit
     * @param view what the rows of a page are shown as
     */
    <T> Uni<Page<T>> page(String id, HeldUnitsFilter filter, String query, Function<List<Row>, List<T>> view) {
        return page(id, filter, query, parameters -> parameters, view);
    }

    /** @param more parameters of the query after those of {@link HeldUnitsFilter} */
    <T> Uni<Page<T>> page(
            String id,
            HeldUnitsFilter filter,
            String query,
            UnaryOperator<Tuple> more,
            Function<List<Row>, List<T>> view) {
        int most = Limit.of(filter.limit);
        return access.readable(id).chain(account -> pool.preparedQuery(query)
                .execute(more.apply(filter.parameters(account.id(), most + 1)))
                .map(rows -> {
                    List<Row> read = new ArrayList<>();
                    rows.forEach(read::add);
                    Page<Row> page = Page.of(read, most, HeldUnits::after);
                    return new Page<>(view.apply(page.items()), page.next());
                }));
    }

    private static String after(Row row) {
        return Cursor.encode(
                row.getLocalDate("vintage_end"),
                row.getLong("block_number"),
                row.getLong("id"),
                row.getLong("first_unit"));
    }
}
