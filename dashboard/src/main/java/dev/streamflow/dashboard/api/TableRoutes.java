package dev.streamflow.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Figure.How;
import dev.streamflow.dashboard.store.Matrix;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.store.Rows;
import dev.streamflow.dashboard.store.Series;
import dev.streamflow.dashboard.store.Store;
import dev.streamflow.dashboard.store.Top;
import dev.streamflow.dashboard.store.View;
import dev.streamflow.dashboard.web.Parameters;
import dev.streamflow.dashboard.web.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/**
 * {@code /api/tables}: what gold holds. {@code figure=sum:revenue} says what is asked: sum, min, max, mean, last or
 * value of a column, or {@code rows}.
 */
final class TableRoutes implements Routes {
    private static final String TABLE = "table";

    private final Store store;
    private final Answers answers;

    TableRoutes(Store store, Answers answers) {
        this.store = store;
        this.answers = answers;
    }

    @Override
    public void add(RoutesConfig routes) {
        routes.get("/api/tables", answers.json(TableRoutes::tables));
        routes.get(
                "/api/tables/{table}",
                answers.json((ctx, view, json) -> Columnar.put(json, view.table(ctx.pathParam(TABLE)))));
        routes.get("/api/tables/{table}/series", answers.json(TableRoutes::series));
        routes.get("/api/tables/{table}/top", answers.json(TableRoutes::top));
        routes.get("/api/tables/{table}/matrix", answers.json(TableRoutes::matrix));
        routes.get("/api/tables/{table}/rows", answers.json(TableRoutes::rows));
        routes.get("/api/tables/{table}/export.csv", this::export);
    }

    private static void tables(Context ctx, View view, ObjectNode json) {
        ArrayNode tables = json.putArray("tables");
        view.tables().forEach(table -> Columnar.put(tables.addObject(), table));
    }

    private static void series(Context ctx, View view, ObjectNode json) {
        Parameters asked = Parameters.of(ctx);
        String by = asked.text("by").orElse(null);
        Series.Query query = new Series.Query(
                ctx.pathParam(TABLE),
                figure(asked),
                range(asked, view, json),
                by,
                asked.number("most", by == null ? 1 : 6, 1, 50),
                asked.filters());
        Columnar.put(json, view.series(query));
        query.range()
                .before(asked.comparison())
                .ifPresent(before -> Columnar.put(
                        json.putObject("before"),
                        view.series(new Series.Query(
                                query.table(), query.figure(), before, by, query.most(), query.filters()))));
    }

    private static void top(Context ctx, View view, ObjectNode json) {
        Parameters asked = Parameters.of(ctx);
        Top.Query query = new Top.Query(
                ctx.pathParam(TABLE),
                figure(asked),
                range(asked, view, json),
                asked.comparison(),
                asked.required("by"),
                asked.text("label").orElse(null),
                asked.text("search").orElse(""),
                asked.number("most", 10, 1, 200),
                asked.filters());
        Columnar.put(json, view.top(query));
    }

    private static void matrix(Context ctx, View view, ObjectNode json) {
        Parameters asked = Parameters.of(ctx);
        Columnar.put(
                json,
                view.matrix(new Matrix.Query(
                        ctx.pathParam(TABLE),
                        figure(asked),
                        range(asked, view, json),
                        asked.required("down"),
                        asked.required("across"),
                        asked.filters())));
    }

    private static void rows(Context ctx, View view, ObjectNode json) {
        Parameters asked = Parameters.of(ctx);
        Columnar.put(
                json,
                view.rows(new Rows.Query(
                        ctx.pathParam(TABLE),
                        range(asked, view, json),
                        asked.text("sort").orElse(null),
                        asked.text("order").filter("desc"::equals).isPresent(),
                        asked.number("offset", 0, 0, 10_000_000),
                        asked.number("limit", 50, 1, Rows.MOST),
                        asked.filters())));
    }

    private void export(Context ctx) {
        Parameters asked = Parameters.of(ctx);
        String name = ctx.pathParam(TABLE);
        CsvText csv = store.read(view -> {
            Range range = asked.range(view.lake());
            CsvText text = new CsvText(view.table(name));
            view.eachRow(name, range, text::add);
            ctx.header("Streamflow-State", view.lake().name());
            ctx.header("Content-Disposition", "attachment; filename=\"" + CsvText.file(name, range) + "\"");
            return text;
        });
        ctx.contentType("text/csv; charset=utf-8").result(csv.bytes());
    }

    private static Range range(Parameters asked, View view, ObjectNode json) {
        Range range = asked.range(view.lake());
        json.put("from", range.from().toString());
        json.put("to", range.to().toString());
        return range;
    }

    private static Figure figure(Parameters asked) {
        String text = asked.required("figure");
        int colon = text.indexOf(':');
        How how = Parameters.choice(How.class, "figure", colon < 0 ? text : text.substring(0, colon));
        if (colon < 0 && how != How.ROWS) {
            throw new BadQuestionException("A figure is such as sum:revenue.");
        }
        return new Figure(how, colon < 0 ? "" : text.substring(colon + 1));
    }
}
