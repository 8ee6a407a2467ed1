package dev.streamflow.dashboard.view;

import java.util.List;

/** All tables. */
public record TableList(List<Entry> entries) {
    /**
     * A table.
     *
     * @param grain what a row is
     * @param newest the newest date that it has rows of
     */
    public record Entry(
            String name, String href, String description, String grain, String rows, String dates, String newest) {}

    public TableList {
        entries = List.copyOf(entries);
    }
}
