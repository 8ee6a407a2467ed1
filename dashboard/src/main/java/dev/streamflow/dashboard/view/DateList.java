package dev.streamflow.dashboard.view;

import java.util.List;

/** The dates of a range, newest first. */
public record DateList(Calendar calendar, List<Shell.Link> statuses, List<Entry> entries) {
    /**
     * A date.
     *
     * @param why a sentence about its status; may be empty
     * @param runs how often it was computed
     */
    public record Entry(
            String date,
            String weekday,
            String href,
            String status,
            Tone tone,
            String why,
            String runs,
            String landed,
            String clean,
            String duplicates,
            String quarantined,
            boolean balanced) {}

    public DateList {
        statuses = List.copyOf(statuses);
        entries = List.copyOf(entries);
    }
}
