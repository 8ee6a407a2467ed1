package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * The live page.
 *
 * @param version another text after each change
 * @param at when the figures were read, ISO 8601
 * @param trouble why something cannot be read; empty while all is well
 * @param windows how long a window is, as links
 */
public record LivePage(
        String version, String at, String trouble, List<Card> cards, List<Shell.Link> windows, List<Query> queries) {
    /**
     * How a query is.
     *
     * @param well whether it does its work
     * @param reason why not; empty while it does
     * @param facts names and values: rows a second, lag, delay, what it counts
     */
    public record Card(
            String query, String state, boolean well, String reason, String updated, List<Fact> facts, Plot lag) {
        public Card {
            facts = List.copyOf(facts);
        }
    }

    /** A name and its value. */
    public record Fact(String name, String value) {}

    /**
     * The windows of a query.
     *
     * @param days its dates beside those of batch; empty before one of them is published
     */
    public record Query(String name, String note, List<Block> blocks, Days days) {
        public Query {
            blocks = List.copyOf(blocks);
        }
    }

    /**
     * Dates, live and as batch has published them.
     *
     * @param id of the section
     * @param figures their names, for people
     */
    public record Days(String id, List<String> figures, List<Day> days) {
        public Days {
            figures = List.copyOf(figures);
            days = List.copyOf(days);
        }
    }

    /**
     * A date.
     *
     * @param href of the page that explains it
     * @param note from when on it was counted live; empty: from its beginning
     * @param status of the date in batch, in words
     */
    public record Day(String date, String href, String note, String status, Tone tone, List<Pair> pairs) {
        public Day {
            pairs = List.copyOf(pairs);
        }
    }

    /**
     * A figure of a date on both sides.
     *
     * @param share live's of batch's
     */
    public record Pair(String live, String batch, String share) {}

    public LivePage {
        cards = List.copyOf(cards);
        windows = List.copyOf(windows);
        queries = List.copyOf(queries);
    }
}
