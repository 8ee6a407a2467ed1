package dev.streamflow.dashboard.view;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Figures by date: a table for people and, drawn from that table, a chart.
 *
 * @param kind how the script draws it
 * @param note what has to be known about it: which dates are missing; may be empty
 * @param lines the columns
 * @param rows one for each date of the range
 */
public record Chart(
        String id, String title, String note, Kind kind, List<Line> lines, List<Row> rows, Plot plot, String href)
        implements Block {
    /** How it is drawn. */
    public enum Kind {
        LINE,
        BARS,
        STACK,
        BAND,
        SHARE
    }

    /** A column. */
    public record Line(String name, boolean dotted) {
        public static Line solid(String name) {
            return new Line(name, false);
        }
    }

    /**
     * A date.
     *
     * @param href of the page that explains it
     * @param status in words; empty for a complete one
     * @param again whether it was computed more than once
     */
    public record Row(String date, String href, String status, Tone tone, boolean again, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A figure.
     *
     * @param value plain, as the API has it; null where there is none
     * @param text for people
     */
    public record Cell(String value, String text) {}

    /** Whether there is anything to draw. */
    public boolean hasFigures() {
        return rows.stream().flatMap(row -> row.cells().stream()).anyMatch(cell -> cell.value() != null);
    }

    public Chart {
        requireNonNull(kind, "kind is null");
        requireNonNull(plot, "plot is null");
        lines = List.copyOf(lines);
        rows = List.copyOf(rows);
    }
}
