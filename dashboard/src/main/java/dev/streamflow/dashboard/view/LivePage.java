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

    /** The windows of a query. */
    public record Query(String name, String note, List<Block> blocks) {
        public Query {
            blocks = List.copyOf(blocks);
        }
    }

    public LivePage {
        cards = List.copyOf(cards);
        windows = List.copyOf(windows);
        queries = List.copyOf(queries);
    }
}
