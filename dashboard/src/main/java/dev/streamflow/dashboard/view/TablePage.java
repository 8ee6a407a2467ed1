package dev.streamflow.dashboard.view;

import java.util.List;

/**
 * One table.
 *
 * @param grain what a row is
 * @param fresh up to when it has rows
 * @param filters what it is narrowed to, with the page without each
 * @param measures by which the first panels can be made; empty where there is no choice
 * @param more what has no panel, and where it is shown; empty where all has one
 */
public record TablePage(
        String name,
        String description,
        String grain,
        String fresh,
        List<Filter> filters,
        List<Shell.Link> measures,
        List<Tile> tiles,
        List<Block> blocks,
        String more,
        RowList rows) {
    /** What it is narrowed to. */
    public record Filter(String column, String value, String href) {}

    public TablePage {
        filters = List.copyOf(filters);
        measures = List.copyOf(measures);
        tiles = List.copyOf(tiles);
        blocks = List.copyOf(blocks);
    }
}
