package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.panels.Words;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Rows;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.RowList;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rows of a table, page by page. */
final class RowLists {
    static final String SORT = "sort";
    static final String ORDER = "order";
    static final String PAGE = "page";
    private static final String ANCHOR = "#rows";
    private static final int LIMIT = 50;

    private final Question question;
    private final Table table;
    private final List<Filter> filters;

    RowLists(Question question, Table table, List<Filter> filters) {
        this.question = question;
        this.table = table;
        this.filters = filters;
    }

    RowList read() {
        Address address = question.address();
        Optional<String> sort = address.value(SORT);
        boolean descending = order(address);
        int page = page(address);
        Rows rows = question.view()
                .rows(new Rows.Query(
                        table.name(),
                        question.range(),
                        sort.orElse(null),
                        descending,
                        (page - 1L) * LIMIT,
                        LIMIT,
                        filters));
        List<List<RowList.Cell>> cells =
                rows.cells().stream().map(row -> cells(rows.columns(), row)).toList();
        long first = (page - 1L) * LIMIT + 1;
        long last = first + cells.size() - 1;
        boolean more = last < rows.total();
        return new RowList(
                rows.columns().stream()
                        .map(column -> head(column, sort, descending))
                        .toList(),
                cells,
                cells.isEmpty()
                        ? "No rows on these dates."
                        : "Rows " + NumberText.of(first) + " to " + NumberText.of(last) + " of "
                                + NumberText.of(rows.total()),
                page > 1 ? address.with(PAGE, Integer.toString(page - 1)).href() + ANCHOR : "",
                more ? address.with(PAGE, Integer.toString(page + 1)).href() + ANCHOR : "",
                csv());
    }

    private String csv() {
        return Address.of(Address.path("api", "tables", table.name(), "export.csv"))
                .with(Period.FROM, question.range().from().toString())
                .with(Period.TO, question.range().to().toString())
                .href();
    }

    private RowList.Head head(Column column, Optional<String> sort, boolean descending) {
        boolean sorted = sort.filter(column.name()::equals).isPresent();
        String next = sorted && !descending ? "descending" : "ascending";
        Address address =
                question.address().without(PAGE).with(SORT, column.name()).with(ORDER, next);
        String now = !sorted ? "none" : descending ? "descending" : "ascending";
        return new RowList.Head(
                Words.of(column.name()),
                address.href() + ANCHOR,
                now,
                column.type().isNumber());
    }

    private List<RowList.Cell> cells(List<Column> columns, List<String> row) {
        List<RowList.Cell> cells = new ArrayList<>();
        for (int i = 0; i < row.size(); i++) {
            String text = row.get(i);
            boolean number = columns.get(i).type().isNumber();
            String href = i == 0 && text != null ? question.dateHref(LocalDate.parse(text)) : "";
            String shown = number ? number(columns.get(i), text) : Filters.name(text);
            cells.add(new RowList.Cell(shown, href, number, text == null));
        }
        return cells;
    }

    /** What is no number, such as NaN, stays as it is. */
    private static String number(Column column, String text) {
        try {
            return NumberText.of(column.type(), text == null ? null : new BigDecimal(text));
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static boolean order(Address address) {
        return switch (address.value(ORDER).orElse("ascending")) {
            case "ascending" -> false;
            case "descending" -> true;
            default -> throw new BadQuestionException("The order is none of ascending and descending.");
        };
    }

    private static int page(Address address) {
        String page = address.value(PAGE).orElse("1");
        if (!page.matches("[1-9][0-9]{0,4}")) {
            throw new BadQuestionException("The page in the address is no number from 1 to 99999.");
        }
        return Integer.parseInt(page);
    }
}
