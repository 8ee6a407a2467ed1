package dev.streamflow.dashboard.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people are told of the tables that the product ships. */
final class CoreTables {
    private static final List<String> BOTH = List.of("user_events", "transaction_events");
    private static final List<String> ORDERS = List.of("transaction_events");

    private static final Map<String, Core> TABLES = Map.of(
            "daily_revenue",
            new Core("What completed transactions brought in, with month to date and 7-day mean.", ORDERS),
            "product_ranking",
            new Core("What was sold of each product, ranked within its category.", ORDERS),
            "session_conversion",
            new Core("Sessions with events in which something was bought.", BOTH),
            "user_activity",
            new Core("What each user with events did, whether or not something was bought.", BOTH),
            "cart_abandonment",
            new Core("Sessions that put something into the cart and bought nothing that date.", BOTH),
            "user_segments",
            new Core(
                    "How many users browsed, bought, came back or stayed away. Users are counted once each, so"
                            + " segments and days do not add up.",
                    BOTH),
            "hourly_traffic",
            new Core(
                    "Events, sessions and users by hour (UTC) and device. Sessions and users are distinct and do not"
                            + " add up over hours.",
                    List.of("user_events")));

    /** A table. */
    record Core(String description, List<String> topics) {}

    private CoreTables() {}

    static Optional<Core> of(String table) {
        return Optional.ofNullable(TABLES.get(table));
    }
}
