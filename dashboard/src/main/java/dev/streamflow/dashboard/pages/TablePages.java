package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.panels.CorePanels;
import dev.streamflow.dashboard.panels.Measures;
import dev.streamflow.dashboard.panels.Panel;
import dev.streamflow.dashboard.panels.PanelRules;
import dev.streamflow.dashboard.panels.Shape;
import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Comparison;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.store.Top;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Shell;
import dev.streamflow.dashboard.view.TableList;
import dev.streamflow.dashboard.view.TablePage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The list of tables, and the page of each: designed for those of the shop, by {@link PanelRules} for all others. */
final class TablePages {
    private static final String MEASURE = "measure";

    private final Question question;
    private final Schemas schemas;

    TablePages(Question question, Schemas schemas) {
        this.question = question;
        this.schemas = schemas;
    }

    TableList list() {
        return new TableList(question.view().tables().stream().map(this::entry).toList());
    }

    private TableList.Entry entry(Table table) {
        return new TableList.Entry(
                table.name(),
                question.to("tables", table.name()).href(),
                schemas.description(table.name()),
                grain(table),
                NumberText.of(table.rows()),
                NumberText.of(table.dates().size()),
                table.dates().isEmpty() ? NumberText.NONE : table.dates().last().toString());
    }

    private static String grain(Table table) {
        return table.grain().isEmpty()
                ? "a row per date"
                : "a row per date, " + table.grain().stream().map(Words::of).collect(Collectors.joining(", "));
    }

    TablePage page(String name) {
        Table table = question.view().table(name);
        List<Filter> filters = Filters.of(table, question.address());
        String measure = question.address().value(MEASURE).orElse(null);
        List<Panel> panels = CorePanels.of(table).orElseGet(() -> PanelRules.of(shape(table, measure)));
        TableBlocks blocks = new TableBlocks(question, table, filters, schemas.topics(name));
        return new TablePage(
                name,
                schemas.description(name),
                grain(table),
                fresh(table),
                filters.stream().map(this::filter).toList(),
                measures(table, measure),
                new TableTiles(question, table, filters).of(panels),
                blocks.of(panels),
                more(table, panels),
                new RowLists(question, table, filters).read());
    }

    private Shape shape(Table table, String measure) {
        List<Shape.Dimension> dimensions = table.dimensions().stream()
                .map(column -> dimension(table, column))
                .toList();
        return new Shape(table, dimensions, measure);
    }

    private Shape.Dimension dimension(Table table, Column column) {
        Top.Query values = new Top.Query(
                table.name(), Figure.rows(), question.range(), Comparison.NONE, column.name(), null, "", 1, List.of());
        long distinct = question.view().top(values).distinct();
        return new Shape.Dimension(column, distinct, schemas.order(table.name(), column.name()));
    }

    private static String fresh(Table table) {
        return table.dates().isEmpty()
                ? "It has no rows yet."
                : NumberText.of(table.rows()) + " rows, of " + dates(table.dates()) + ".";
    }

    private static String dates(SortedSet<LocalDate> dates) {
        return dates.size() == 1
                ? dates.first().toString()
                : dates.size() + " dates from " + dates.first() + " to " + dates.last();
    }

    private TablePage.Filter filter(Filter filter) {
        String href = Filters.widened(question.address(), filter).href();
        return new TablePage.Filter(Words.of(filter.column()), Filters.name(filter.value()), href);
    }

    private List<Shell.Link> measures(Table table, String chosen) {
        List<String> names = CorePanels.of(table).isPresent() ? List.of() : Measures.of(table, null);
        if (names.size() < 2) {
            return List.of();
        }
        String first = chosen != null && names.contains(chosen) ? chosen : names.get(0);
        Address page = question.address();
        return names.stream()
                .map(name ->
                        new Shell.Link(Words.of(name), page.with(MEASURE, name).href(), name.equals(first)))
                .toList();
    }

    /** Dimensions that have no panel of their own, because they have one value or others came first. */
    private static String more(Table table, List<Panel> panels) {
        if (CorePanels.of(table).isPresent()) {
            return "";
        }
        Set<String> shown = panels.stream().map(Panel::id).collect(Collectors.toSet());
        Set<String> hidden = new TreeSet<>();
        for (Column column : table.dimensions()) {
            if (!shown.contains("by_" + column.name())) {
                hidden.add(Words.of(column.name()));
            }
        }
        List<String> names = new ArrayList<>(hidden);
        return names.isEmpty()
                ? ""
                : "Without a panel, as there is one value of it or others come first: " + String.join(", ", names)
                        + ". The rows have all of them.";
    }
}
