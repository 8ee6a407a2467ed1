package dev.streamflow.dashboard.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Matrix;
import dev.streamflow.dashboard.store.Rows;
import dev.streamflow.dashboard.store.Series;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.store.Top;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;

/** Answers as columns of values. What is exact, such as money, is text, as a number of JavaScript would change it. */
final class Columnar {
    private Columnar() {}

    static void put(ObjectNode json, Table table) {
        json.put("name", table.name());
        json.put("rows", table.rows());
        strings(json.putArray("grain"), table.grain());
        json.put("from", table.dates().isEmpty() ? null : table.dates().first().toString());
        json.put("to", table.dates().isEmpty() ? null : table.dates().last().toString());
        columns(json.putArray("columns"), table.columns());
    }

    private static void columns(ArrayNode json, Collection<Column> columns) {
        columns.forEach(column -> json.addObject()
                .put("name", column.name())
                .put("type", low(column.type()))
                .put("role", low(column.role()))
                .put("additivity", low(column.additivity())));
    }

    private static String low(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static void put(ObjectNode json, Series series) {
        json.put("type", low(series.type()));
        ArrayNode dates = json.putArray("dates");
        series.dates().forEach(date -> dates.add(date.toString()));
        json.put("others", series.others());
        ArrayNode lines = json.putArray("lines");
        series.lines().forEach(line -> {
            ObjectNode one = lines.addObject().put("name", line.name());
            figures(one.putArray("values"), series.type(), line.values());
        });
    }

    static void put(ObjectNode json, Top top) {
        json.put("type", low(top.type()));
        json.put("distinct", top.distinct());
        figure(json.putArray("total"), top.type(), top.total());
        ArrayNode values = json.putArray("values");
        ArrayNode labels = json.putArray("labels");
        ArrayNode figures = json.putArray("figures");
        ArrayNode before = json.putArray("before");
        top.entries().forEach(entry -> {
            values.add(entry.value());
            labels.add(entry.label());
            figure(figures, top.type(), entry.figure());
            figure(before, top.type(), entry.before());
        });
        json.set("total", json.get("total").get(0));
    }

    static void put(ObjectNode json, Matrix matrix) {
        json.put("type", low(matrix.type()));
        strings(json.putArray("rows"), matrix.rows());
        strings(json.putArray("columns"), matrix.columns());
        ArrayNode cells = json.putArray("cells");
        matrix.cells().forEach(line -> figures(cells.addArray(), matrix.type(), line));
    }

    static void put(ObjectNode json, Rows rows) {
        json.put("total", rows.total());
        columns(json.putArray("columns"), rows.columns());
        ArrayNode values = json.putArray("values");
        for (int i = 0; i < rows.columns().size(); i++) {
            ArrayNode column = values.addArray();
            int at = i;
            rows.cells().forEach(row -> column.add(row.get(at)));
        }
    }

    static void figure(ArrayNode json, Column.Type type, BigDecimal figure) {
        if (figure == null) {
            json.addNull();
        } else if (type == Column.Type.DECIMAL) {
            json.add(figure.toPlainString());
        } else if (type == Column.Type.INTEGER) {
            json.add(figure.toBigInteger());
        } else {
            json.add(figure.doubleValue());
        }
    }

    private static void figures(ArrayNode json, Column.Type type, Collection<BigDecimal> figures) {
        figures.forEach(figure -> figure(json, type, figure));
    }

    private static void strings(ArrayNode json, Collection<String> texts) {
        texts.forEach(json::add);
    }
}
