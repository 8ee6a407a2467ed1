package dev.streamflow.dashboard.panels;

import static java.util.Objects.requireNonNull;

import dev.streamflow.dashboard.store.Figure;
import java.util.List;

/** One picture of a table's page: what is asked of the table, and how the answer is drawn. */
public sealed interface Panel {
    /** Its anchor on the page, and the name of its parameters. */
    String id();

    String title();

    /** Which dates are complete, warned of, stale or missing. */
    record Completeness(String id, String title) implements Panel {}

    /** What was quarantined of the table's topics, by reason. */
    record Reasons(String id, String title) implements Panel {}

    /**
     * One or several figures for each date.
     *
     * @param names of the lines
     */
    record Daily(String id, String title, List<Figure> figures, List<String> names, boolean bars) implements Panel {
        public Daily {
            figures = List.copyOf(figures);
            names = List.copyOf(names);
            if (figures.size() != names.size()) {
                throw new IllegalArgumentException(
                        "Cannot draw " + figures.size() + " lines with " + names.size() + " names");
            }
        }
    }

    /** The mean for each date, between the smallest and the largest value. */
    record Band(String id, String title, Figure mean, Figure min, Figure max) implements Panel {}

    /**
     * A figure for each date and value of a dimension.
     *
     * @param order of the values; those that are not in it follow
     * @param stacked whether the parts make up a whole
     */
    record Split(String id, String title, Figure figure, String by, List<String> order, boolean stacked)
            implements Panel {
        public Split {
            order = List.copyOf(order);
        }
    }

    /**
     * The largest values of a dimension, and how they have changed.
     *
     * @param label an attribute shown with it; null for none
     * @param lines whether the six largest and the others are drawn by date as well
     * @param search whether there are too many values to show them all
     */
    record Leaderboard(String id, String title, Figure figure, String by, String label, boolean lines, boolean search)
            implements Panel {}

    /** The share of {@code true} for each date. */
    record TrueShare(String id, String title, Figure figure, String by) implements Panel {}

    /** A figure for each pair of values. */
    record Heatmap(String id, String title, Figure figure, String down, String across) implements Panel {
        public Heatmap {
            requireNonNull(down, "down is null");
            requireNonNull(across, "across is null");
        }
    }
}
