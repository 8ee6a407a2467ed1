package dev.streamflow.dashboard.view;

import java.util.List;

/** A cell for each date of the range. */
public record Calendar(String id, String title, String note, List<Day> days) implements Block {
    /**
     * A date.
     *
     * @param label what a reader of the page alone is told: date and status
     */
    public record Day(String date, String number, String href, Tone tone, String sign, String label, boolean again) {}

    public Calendar {
        days = List.copyOf(days);
    }
}
