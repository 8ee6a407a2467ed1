package dev.streamflow.dashboard.view;

import java.util.List;

/** Named amounts with a bar each: reasons, parts of a whole. */
public record Bars(String id, String title, String note, String label, String figure, List<Row> rows) implements Block {
    public record Row(String label, String detail, String href, String figure, String width) {}

    public Bars {
        rows = List.copyOf(rows);
    }
}
