package dev.streamflow.dashboard.store;

import dev.streamflow.dashboard.lake.TableDefinition;
import dev.streamflow.dashboard.lake.TableDefinition.Defined;
import dev.streamflow.dashboard.store.Column.Ratio;
import dev.streamflow.dashboard.store.Column.Role;
import dev.streamflow.events.model.Additivity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the columns of gold tables are for and how they add up. Distinct counts, ranks, shares and means never do. */
final class Declarations {
    private static final String EVENTS = "events";
    private static final List<String> MEASURES = List.of("sum_", "avg_", "min_", "max_", "count_");

    private static final Map<String, Core> CORE = Map.of(
            "daily_revenue",
            new Core(List.of(), Set.of(), Set.of("transactions", "units", "revenue"))
                    .last("revenue_month_to_date", "revenue_7d_avg"),
            "product_ranking",
            new Core(List.of("category", "product_id"), Set.of("product_name", "brand"), Set.of("units", "revenue")),
            "session_conversion",
            new Core(List.of("session_id"), Set.of("first_event_at", "purchased_at"), Set.of(EVENTS, "total_amount"))
                    .mean("minutes_to_purchase"),
            "user_activity",
            new Core(List.of("user_id"), Set.of(), Set.of(EVENTS, "page_views", "carts", "transactions", "spend")),
            "cart_abandonment",
            new Core(List.of("session_id"), Set.of(), Set.of("cart_value")),
            "user_segments",
            new Core(List.of("segment"), Set.of(), Set.of()),
            "hourly_traffic",
            new Core(List.of("hour", "device_type"), Set.of(), Set.of(EVENTS)));

    /** A table of the shop's own. */
    private record Core(
            List<String> grain, Set<String> attributes, Set<String> sums, Set<String> lasts, Set<String> means) {
        Core(List<String> grain, Set<String> attributes, Set<String> sums) {
            this(grain, attributes, sums, Set.of(), Set.of());
        }

        Core last(String... names) {
            return new Core(grain, attributes, sums, Set.of(names), means);
        }

        Core mean(String... names) {
            return new Core(grain, attributes, sums, lasts, Set.of(names));
        }

        Column column(StoredColumn stored) {
            Additivity additivity = Additivity.NONE;
            Optional<Ratio> ratio = Optional.empty();
            if (sums.contains(stored.name())) {
                additivity = Additivity.SUM;
            } else if (lasts.contains(stored.name())) {
                additivity = Additivity.LAST;
            } else if (means.contains(stored.name())) {
                additivity = Additivity.RATIO;
                ratio = Optional.of(new Ratio(stored.name(), null));
            }
            return stored.as(role(stored), additivity, ratio);
        }

        private Role role(StoredColumn stored) {
            if (attributes.contains(stored.name())) {
                return Role.ATTRIBUTE;
            }
            boolean groups = grain.contains(stored.name()) || !stored.type().isNumber();
            return groups ? Role.DIMENSION : Role.FIGURE;
        }
    }

    private Declarations() {}

    /**
     * The columns of a table as they are loaded.
     *
     * @param definition what the run that made it says; without it the names say how columns add up
     */
    static List<Column> columns(String table, List<StoredColumn> stored, Optional<TableDefinition> definition) {
        List<Column> columns = byName(table, stored);
        return definition.isEmpty()
                ? columns
                : columns.stream()
                        .map(column -> defined(column, definition.get(), stored))
                        .toList();
    }

    private static Column defined(Column column, TableDefinition definition, List<StoredColumn> stored) {
        return definition.columns().stream()
                .filter(one -> one.name().equals(column.name()) && column.type().isNumber())
                .findFirst()
                .map(one -> column.addingUp(additivity(one, stored), Optional.of(ratio(one))))
                // A mean over rows is right whatever adds up.
                .filter(one -> one.additivity() != Additivity.NONE || !isOverRows(column))
                .orElse(column);
    }

    private static boolean isOverRows(Column column) {
        return column.ratio().filter(ratio -> ratio.denominator() == null).isPresent();
    }

    private static Ratio ratio(Defined column) {
        return new Ratio(column.numerator(), column.denominator());
    }

    /** What is not known, or the quotient of what is not there, does not add up. */
    private static Additivity additivity(Defined column, List<StoredColumn> stored) {
        List<String> names = stored.stream().map(StoredColumn::name).toList();
        return Stream.of(Additivity.values())
                .filter(one -> one.name().equals(column.additivity()))
                .filter(one -> one != Additivity.RATIO
                        || (names.contains(column.numerator()) && names.contains(column.denominator())))
                .findFirst()
                .orElse(Additivity.NONE);
    }

    private static List<Column> byName(String table, List<StoredColumn> stored) {
        Core core = CORE.get(table);
        if (core != null) {
            return stored.stream().map(core::column).toList();
        }
        int events = stored.stream().map(StoredColumn::name).toList().indexOf(EVENTS);
        return events < 0
                ? stored.stream().map(Declarations::unknown).toList()
                : stored.stream()
                        .map(column -> ofTopic(column, stored.indexOf(column) - events, stored))
                        .toList();
    }

    /** The columns of which a date has one row for each combination. */
    static List<String> grain(String table, List<Column> columns) {
        Core core = CORE.get(table);
        return core != null
                ? core.grain()
                : columns.stream()
                        .filter(column -> column.role() == Role.DIMENSION)
                        .map(Column::name)
                        .toList();
    }

    private static Column unknown(StoredColumn column) {
        Role role = column.type().isNumber() ? Role.FIGURE : Role.DIMENSION;
        return column.as(role, Additivity.NONE, Optional.empty());
    }

    /** Of {@code daily_<topic>}: dimensions, events, and of each measure its sum, mean, minimum and maximum. */
    private static Column ofTopic(StoredColumn column, int behindEvents, List<StoredColumn> all) {
        String prefix = MEASURES.stream()
                .filter(column.name()::startsWith)
                .filter(any -> behindEvents > 0 && column.type().isNumber())
                .findFirst()
                .orElse("");
        Additivity additivity = switch (prefix) {
            case "sum_", "count_" -> Additivity.SUM;
            case "min_" -> Additivity.MIN;
            case "max_" -> Additivity.MAX;
            default -> behindEvents == 0 ? Additivity.SUM : Additivity.NONE;
        };
        if (prefix.equals("avg_")) {
            return mean(column, column.name().substring(prefix.length()), all);
        }
        Role role = prefix.isEmpty() && behindEvents != 0 ? Role.DIMENSION : Role.FIGURE;
        return column.as(role, additivity, Optional.empty());
    }

    /** Dates that were computed before events with a value were counted have no count. */
    private static Column mean(StoredColumn column, String measure, List<StoredColumn> all) {
        Ratio ratio = new Ratio("sum_" + measure, "count_" + measure);
        boolean counted = all.stream().anyMatch(one -> one.name().equals(ratio.denominator()));
        return counted
                ? column.as(Role.FIGURE, Additivity.RATIO, Optional.of(ratio))
                : column.as(Role.FIGURE, Additivity.NONE, Optional.empty());
    }
}
