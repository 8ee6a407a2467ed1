package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.panels.Panel;
import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Table;
import dev.streamflow.dashboard.view.Tile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The large figures of a table: those of its panels by date that add up over the range, or are a quotient. */
final class TableTiles {
    private static final int MOST = 4;

    private final Question question;
    private final Table table;
    private final List<Filter> filters;

    TableTiles(Question question, Table table, List<Filter> filters) {
        this.question = question;
        this.table = table;
        this.filters = filters;
    }

    List<Tile> of(List<Panel> panels) {
        Map<String, Tile> tiles = new LinkedHashMap<>();
        for (Panel panel : panels) {
            if (panel instanceof Panel.Daily daily && adds(daily.figures().get(0))) {
                add(tiles, daily.names().get(0), daily.figures().get(0), daily.id());
            } else if (panel instanceof Panel.Band band) {
                String name = band.title().substring(0, band.title().indexOf(','));
                add(tiles, name, band.mean(), band.id());
            }
        }
        return tiles.values().stream().limit(MOST).toList();
    }

    private void add(Map<String, Tile> tiles, String name, Figure figure, String panel) {
        String label = Character.toUpperCase(name.charAt(0)) + name.substring(1);
        tiles.putIfAbsent(label, new Tiles(question).figure(label, table.name(), figure, filters, "#" + panel));
    }

    private static boolean adds(Figure figure) {
        return figure.how() == Figure.How.SUM || figure.how() == Figure.How.ROWS;
    }
}
