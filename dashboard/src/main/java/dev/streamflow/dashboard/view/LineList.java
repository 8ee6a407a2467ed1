package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * A page of quarantined lines.
 *
 * @param topics and {@code reasons}: what the lines are of, as links
 * @param says which of how many they are
 * @param previous and {@code next}: other pages; empty where there is none
 */
public record LineList(
        List<Shell.Link> topics,
        List<Shell.Link> reasons,
        String says,
        List<Line> lines,
        String previous,
        String next) {
    /**
     * A line.
     *
     * @param href of its date
     * @param from where it was in Kafka
     * @param text what was in it, with signs that cannot be seen spelled out
     * @param cut how much of it that is; empty for all
     */
    public record Line(String date, String href, String from, List<String> reasons, String text, String cut) {
        public Line {
            reasons = List.copyOf(reasons);
        }
    }

    public LineList {
        topics = List.copyOf(topics);
        reasons = List.copyOf(reasons);
        lines = List.copyOf(lines);
    }
}
