package dev.streamflow.dashboard.view;

import java.util.List;

/** What was quarantined, and why. */
public record Quality(List<Shell.Link> topics, List<Tile> tiles, List<Block> blocks, List<Reason> reasons) {
    /**
     * A reason.
     *
     * @param asks what the schema asks for, in its own words
     * @param href of the lines; empty where they are not shown
     */
    public record Reason(String topic, String reason, String asks, String rows, String share, String href) {}

    public Quality {
        topics = List.copyOf(topics);
        tiles = List.copyOf(tiles);
        blocks = List.copyOf(blocks);
        reasons = List.copyOf(reasons);
    }
}
