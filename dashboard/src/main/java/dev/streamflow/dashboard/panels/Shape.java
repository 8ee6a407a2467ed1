package dev.streamflow.dashboard.panels;

import static java.util.Objects.requireNonNull;

import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.store.Table;
import java.util.List;

/**
 * What the rules look at.
 *
 * @param dimensions in the order of the table
 * @param measure the measure that comes first; null: the table's own order
 */
public record Shape(Table table, List<Dimension> dimensions, String measure) {
    /**
     * A dimension and what is in it.
     *
     * @param distinct how many values it has in the range, the absent one among them
     * @param order of its values as the schema lists them ({@code enum}); empty where it lists none
     */
    public record Dimension(Column column, long distinct, List<String> order) {
        public Dimension {
            requireNonNull(column, "column is null");
            order = List.copyOf(order);
        }

        public String name() {
            return column.name();
        }
    }

    public Shape {
        requireNonNull(table, "table is null");
        dimensions = List.copyOf(dimensions);
    }
}
