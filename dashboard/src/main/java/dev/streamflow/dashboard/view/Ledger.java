package dev.streamflow.dashboard.view;

import java.util.List;

/** What became of the lines of each date and topic. */
public record Ledger(List<Shell.Link> only, List<Shell.Link> topics, String says, List<Entry> entries) {
    /**
     * landed = clean + duplicates + quarantined.
     *
     * @param marks what is to be noticed: stale, computed again, unbalanced
     */
    public record Entry(
            String date,
            String href,
            String topic,
            String landed,
            String clean,
            String duplicates,
            String quarantined,
            boolean balanced,
            List<Mark> marks,
            String publication,
            String computed) {
        public Entry {
            marks = List.copyOf(marks);
        }
    }

    /** A word and its colour. */
    public record Mark(String text, Tone tone) {}

    public Ledger {
        only = List.copyOf(only);
        topics = List.copyOf(topics);
        entries = List.copyOf(entries);
    }
}
