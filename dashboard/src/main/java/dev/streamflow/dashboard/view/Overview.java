package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * The morning page.
 *
 * @param status sentences, the most important first
 * @param tiles four figures
 * @param blocks large ones
 * @param cards one for each schema
 */
public record Overview(List<Sentence> status, List<Tile> tiles, List<Block> blocks, List<Tile> cards) {
    /** A sentence about the state of things. */
    public record Sentence(Tone tone, String text, String href) {}

    public Overview {
        status = List.copyOf(status);
        tiles = List.copyOf(tiles);
        blocks = List.copyOf(blocks);
        cards = List.copyOf(cards);
    }
}
