package dev.streamflow.dashboard.panels;

import dev.streamflow.dashboard.store.Figure;
import dev.streamflow.dashboard.store.Matrix;
import dev.streamflow.dashboard.store.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The panels of the tables that the product ships. Distinct counts appear as they are, a value for each row: no sum of
 * buyers, sessions or users is ever asked for.
 */
public final class CorePanels {
    private static final Map<String, Supplier<List<Panel>>> LAYOUTS = Map.of(
            "daily_revenue", CorePanels::revenue,
            "product_ranking", CorePanels::products,
            "user_segments", CorePanels::segments,
            "hourly_traffic", CorePanels::traffic,
            "session_conversion", CorePanels::conversion,
            "cart_abandonment", CorePanels::abandonment,
            "user_activity", CorePanels::activity);

    private CorePanels() {}

    /** The layout of a table; empty for a table that is described by a schema alone. */
    public static Optional<List<Panel>> of(Table table) {
        return Optional.ofNullable(LAYOUTS.get(table.name())).map(layout -> {
            List<Panel> panels = new ArrayList<>(layout.get());
            panels.add(Math.min(1, panels.size()), new Panel.Completeness("dates", "Dates"));
            return List.copyOf(panels);
        });
    }

    private static List<Panel> revenue() {
        return List.of(
                new Panel.Daily(
                        "revenue",
                        "Revenue per day",
                        List.of(Figure.sum("revenue"), Figure.value("revenue_7d_avg")),
                        List.of("revenue", "7-day mean"),
                        true),
                new Panel.Daily(
                        "month",
                        "Revenue, month to date",
                        List.of(Figure.value("revenue_month_to_date")),
                        List.of("month to date"),
                        false),
                daily("transactions", "Transactions per day", Figure.sum("transactions"), true),
                daily("units", "Units per day", Figure.sum("units"), true),
                daily("buyers", "Buyers per day", Figure.value("buyers"), false));
    }

    private static List<Panel> products() {
        Figure revenue = Figure.sum("revenue");
        return List.of(
                new Panel.Leaderboard("by_category", "Revenue by category", revenue, "category", null, true, false),
                new Panel.Leaderboard(
                        "by_product_id", "Revenue by product", revenue, "product_id", "product_name", false, true),
                new Panel.Leaderboard(
                        "units", "Units by product", Figure.sum("units"), "product_id", "product_name", false, false));
    }

    private static List<Panel> segments() {
        List<String> order =
                List.of("all", "browsing_buyers", "browsers_only", "buyers_only", "returning", "new", "lapsed");
        return List.of(new Panel.Split(
                "by_segment", "Users per day and segment", Figure.value("users"), "segment", order, false));
    }

    private static List<Panel> traffic() {
        Figure events = Figure.sum("events");
        return List.of(
                daily("events", "Events per day", events, true),
                new Panel.Heatmap("hours", "Events by hour (UTC) and weekday", events, "hour", Matrix.WEEKDAY),
                new Panel.Split("by_device_type", "Events by device type", events, "device_type", List.of(), true));
    }

    private static List<Panel> conversion() {
        return List.of(
                daily("sessions", "Converted sessions per day", Figure.rows(), true),
                daily("amount", "Spent in them per day", Figure.sum("total_amount"), true),
                new Panel.Split(
                        "by_device_type",
                        "Converted sessions by device",
                        Figure.rows(),
                        "device_type",
                        List.of(),
                        true));
    }

    private static List<Panel> abandonment() {
        return List.of(
                daily("sessions", "Abandoned carts per day", Figure.rows(), true),
                daily("value", "Their value per day, at list price", Figure.sum("cart_value"), true));
    }

    private static List<Panel> activity() {
        return List.of(
                daily("users", "Active users per day", Figure.rows(), true),
                daily("spend", "Spent by them per day", Figure.sum("spend"), true),
                new Panel.Daily(
                        "actions",
                        "What they did per day",
                        List.of(Figure.sum("page_views"), Figure.sum("carts"), Figure.sum("transactions")),
                        List.of("page views", "carts", "transactions"),
                        false));
    }

    private static Panel daily(String id, String title, Figure figure, boolean bars) {
        return new Panel.Daily(id, title, List.of(figure), List.of(Words.of(id)), bars);
    }
}
