package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * A page of rows.
 *
 * @param says which of how many they are
 * @param previous and {@code next}: other pages; empty where there is none
 * @param csv all rows of the range as a file
 */
public record RowList(List<Head> head, List<List<Cell>> rows, String says, String previous, String next, String csv) {
    /**
     * A column.
     *
     * @param sorted ascending, descending, or none
     */
    public record Head(String name, String href, String sorted, boolean number) {}

    /**
     * A cell.
     *
     * @param href of what it leads to; empty for nothing
     * @param absent whether there is no value
     */
    public record Cell(String text, String href, boolean number, boolean absent) {}

    public RowList {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }
}
