package dev.streamflow.dashboard.view;

import java.util.List;

/** A table whose cells are coloured by their figure; level 0 (nothing) to 8 (the largest). */
public record Heat(String id, String title, String note, String corner, List<String> head, List<Row> rows)
        implements Block {
    public record Row(String label, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    public record Cell(String text, int level) {}

    public Heat {
        head = List.copyOf(head);
        rows = List.copyOf(rows);
    }
}
