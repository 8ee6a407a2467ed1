package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.lake.LakeSource;
import dev.streamflow.dashboard.lake.LakeState;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;

/** Answers questions on one connection, within the transaction that it has begun. */
final class DuckView implements View {
    private final Catalog catalog;
    private final LakeSource lake;
    private final Asking asking;

    DuckView(Catalog catalog, LakeSource lake, Asking asking) {
        this.catalog = catalog;
        this.lake = lake;
        this.asking = asking;
    }

    @Override
    public LakeState lake() {
        return catalog.state();
    }

    @Override
    public List<Table> tables() {
        return List.copyOf(catalog.tables().values());
    }

    @Override
    public Table table(String name) {
        Table table = catalog.tables().get(name);
        if (table == null) {
            throw new BadQuestionException("There is no table of that name.");
        }
        return table;
    }

    private Grouping grouping(String table, Range range, List<Filter> filters) {
        return new Grouping(catalog.stored().get(table(table).name()), table(table), range, filters);
    }

    @Override
    public BigDecimal total(String table, Figure figure, Range range, List<Filter> filters) {
        Grouping grouping = grouping(table, range, filters);
        FigureSql sql = FigureSql.of(figure, grouping.table(), grouping.isOneRow(List.of(), false));
        return asking.ask("SELECT " + sql.select() + grouping.from(), grouping.parameters(), rows -> {
            rows.next();
            return sql.read(rows, 1);
        });
    }

    @Override
    public Series series(Series.Query query) {
        if (query.by() == null && query.filters().isEmpty()) {
            return course(table(query.table()), query.figure()).within(query.range());
        }
        return new SeriesQuestion(grouping(query.table(), query.range(), query.filters()), query).answer(asking);
    }

    private Course course(Table table, Figure figure) {
        StoredTable stored = catalog.stored().get(table.name());
        return catalog.courses().of(table.name(), figure, () -> Course.of(figure, table, stored, asking));
    }

    @Override
    public Top top(Top.Query query) {
        return new TopQuestion(grouping(query.table(), query.range(), query.filters()), query).answer(asking);
    }

    @Override
    public Matrix matrix(Matrix.Query query) {
        return new MatrixQuestion(grouping(query.table(), query.range(), query.filters()), query).answer(asking);
    }

    @Override
    public Rows rows(Rows.Query query) {
        return new RowsQuestion(grouping(query.table(), query.range(), query.filters())).answer(query, asking);
    }

    @Override
    public QuarantinedLines quarantined(QuarantinedLines.Query query) {
        return new QuarantineQuestion(catalog.state(), lake, asking).answer(query);
    }

    @Override
    public void eachRow(String table, Range range, Consumer<List<String>> row) {
        new RowsQuestion(grouping(table, range, List.of())).each(asking, row);
    }
}
