package dev.streamflow.dashboard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tables of {@link ShopLake}, as SQL over its sessions, orders and lines; {@code %1$s} is the date. */
final class ShopTables {
    static final List<String> TOPICS =
            List.of("user_events", "transaction_events", "card_transactions", "feedback", "sensors");

    /** Two of each topic; others have those that any schema has. */
    static final Map<String, List<String>> REASONS = Map.of(
            "user_events", List.of("rule:search_has_query", "device.type:enum"),
            "transaction_events", List.of("rule:total_is_sum_of_lines", "total_amount:minimum"));

    /** Between two dates, without one. Each random number is a function of what it is for. */
    static final String RAW = """
            CREATE MACRO rnd(what) AS (hash(what::VARCHAR) %% 1000003) / 1000003.0;
            CREATE TABLE sessions AS SELECT d::DATE AS event_date, i, format('{}-{}', d::DATE, i) AS session_id,
              (rnd('u' || d || i) * 500)::INT AS user_id,
              CASE WHEN rnd('d' || d || i) < 0.55 THEN 'mobile' WHEN rnd('d' || d || i) < 0.9 THEN 'desktop' ELSE 'tablet' END AS device_type,
              CASE WHEN rnd('c' || d || i) < 0.03 THEN NULL ELSE (['CH', 'DE', 'AT', 'FR', 'IT', 'GB', 'US', 'NL'])[1 + floor(8 * pow(rnd('c' || d || i), 2))::INT] END AS geo_country,
              least(23, floor(24 * (0.2 + 0.75 * sqrt(rnd('h' || d || i) * rnd('g' || d || i)))))::INT AS hour,
              1 + floor(rnd('n' || d || i) * 11)::INT AS events, rnd('b' || d || i) < 0.42 AS buys
              FROM generate_series(DATE '%1$s', DATE '%2$s', INTERVAL 1 DAY) AS days(d),
                generate_series(1, 420) AS numbers(i)
              WHERE d <> DATE '%3$s' AND i <= 260 + 70 * (isodow(d) IN (6, 7))::INT + 2 * day(d) + 40 * rnd('k' || d);
            CREATE TABLE lines AS SELECT s.*, j, 1 + floor(rnd('q' || session_id || j) * 3)::INT AS quantity,
              1 + floor(36 * pow(rnd('p' || session_id || j), 1.7))::INT AS product,
              (4 + floor(rnd('m' || session_id || j) * 9000) / 100)::DECIMAL(18,2) AS price
              FROM sessions s, generate_series(1, 3) AS numbers(j) WHERE buys AND j <= 1 + floor(rnd('l' || session_id) * 3);
            CREATE TABLE orders AS SELECT event_date, session_id, any_value(user_id) AS user_id, any_value(device_type) AS device_type,
              any_value(geo_country) AS geo_country, sum(quantity)::BIGINT AS units, sum(quantity * price)::DECIMAL(18,2) AS total_amount,
              CASE WHEN rnd('s' || session_id) < 0.86 THEN 'completed' WHEN rnd('s' || session_id) < 0.92 THEN 'pending'
                WHEN rnd('s' || session_id) < 0.97 THEN 'failed' ELSE 'refunded' END AS status,
              (['card', 'invoice', 'paypal', 'twint'])[1 + floor(4 * rnd('t' || session_id))::INT] AS payment_method
              FROM lines GROUP BY event_date, session_id;
            CREATE TABLE revenue AS SELECT event_date, count(*) AS transactions, count(DISTINCT user_id) AS buyers, sum(units)::BIGINT AS units,
              sum(total_amount)::DECIMAL(18,2) AS revenue FROM orders WHERE status = 'completed' GROUP BY event_date
            """;

    static final Map<String, String> ALL = new LinkedHashMap<>();

    static {
        ALL.put("daily_revenue", """
                SELECT transactions, buyers, units, revenue, (SELECT sum(revenue) FROM revenue m WHERE m.event_date <= DATE '%1$s'
                    AND m.event_date >= date_trunc('month', DATE '%1$s'))::DECIMAL(18,2) AS revenue_month_to_date,
                  (SELECT round(sum(revenue) / count(*), 2) FROM revenue m WHERE m.event_date <= DATE '%1$s'
                    AND m.event_date > DATE '%1$s' - 7)::DECIMAL(18,2) AS revenue_7d_avg
                FROM revenue WHERE event_date = DATE '%1$s'
                """);
        ALL.put("product_ranking", """
                SELECT category, product_id, CASE product WHEN 7 THEN '<script>alert(1)</script> Lamp' ELSE 'Product ' || product END AS product_name,
                  'Northwind' AS brand, units, revenue,
                  rank() OVER (PARTITION BY category ORDER BY revenue DESC) AS revenue_rank,
                  round(revenue / sum(revenue) OVER (PARTITION BY category), 4)::DECIMAL(18,4) AS share_of_category
                FROM (SELECT (['Books', 'Clothing', 'Electronics', 'Home & Kitchen', 'Sports', 'Toys', 'Garden', 'Beauty'])[1 + product %% 8] AS category,
                  format('P{:04d}', product) AS product_id, product, sum(quantity)::BIGINT AS units, sum(quantity * price)::DECIMAL(18,2) AS revenue
                  FROM lines JOIN orders USING (session_id) WHERE lines.event_date = DATE '%1$s' AND status = 'completed' GROUP BY product)
                ORDER BY category, product_id
                """);
        ALL.put("session_conversion", """
                SELECT session_id, o.user_id, s.device_type, s.events::BIGINT AS events, (o.event_date + INTERVAL (hour) HOUR)::TIMESTAMPTZ AS first_event_at,
                  (o.event_date + INTERVAL (hour) HOUR + INTERVAL 9 MINUTE)::TIMESTAMPTZ AS purchased_at, 9.00::DECIMAL(18,2) AS minutes_to_purchase, total_amount
                FROM orders o JOIN sessions s USING (session_id) WHERE o.event_date = DATE '%1$s' AND status = 'completed' ORDER BY session_id
                """);
        ALL.put("user_activity", """
                SELECT s.user_id, count(*) AS sessions, sum(events)::BIGINT AS events, sum(events // 2)::BIGINT AS page_views, sum(events // 4)::BIGINT AS carts,
                  count(o.session_id) AS transactions, coalesce(sum(total_amount), 0)::DECIMAL(18,2) AS spend
                FROM sessions s LEFT JOIN orders o ON o.session_id = s.session_id AND status = 'completed'
                WHERE s.event_date = DATE '%1$s' GROUP BY s.user_id ORDER BY s.user_id
                """);
        ALL.put("cart_abandonment", """
                SELECT session_id, user_id, (1 + events // 4)::BIGINT AS products, (events * 11.5)::DECIMAL(18,2) AS cart_value FROM sessions
                WHERE event_date = DATE '%1$s' AND NOT buys AND events > 6 ORDER BY session_id
                """);
        ALL.put("user_segments", """
                SELECT * FROM (VALUES ('all', 1.0), ('browsing_buyers', 0.31), ('browsers_only', 0.69), ('buyers_only', 0.0), ('returning', 0.42),
                  ('new', 0.58), ('lapsed', 0.37)) AS t(segment, share),
                  (SELECT count(DISTINCT user_id) AS people FROM sessions WHERE event_date = DATE '%1$s')
                """.replace(
                        "SELECT * FROM", "SELECT segment, round(people * share)::BIGINT AS users FROM"));
        ALL.put("hourly_traffic", """
                SELECT hour, device_type, sum(events)::BIGINT AS events, count(*) AS sessions, count(DISTINCT user_id) AS users,
                  sum(events)::DECIMAL(18,2) AS events_3h_avg
                FROM sessions WHERE event_date = DATE '%1$s' GROUP BY hour, device_type ORDER BY hour, device_type
                """);
        ALL.put("daily_user_events", """
                SELECT event_type, device_type, geo_country, sum(1 + (events * share)::INT)::BIGINT AS events
                FROM sessions, (VALUES ('login', 0.1), ('page_view', 0.5), ('search', 0.15), ('click', 0.1), ('add_to_cart', 0.1), ('wishlist', 0.05)) AS t(event_type, share)
                WHERE event_date = DATE '%1$s' AND rnd(session_id || event_type) < 0.3 + share GROUP BY ALL ORDER BY ALL
                """);
        ALL.put("daily_transaction_events", measured("orders", "status, payment_method, geo_country", "total_amount"));
        ALL.put(
                "daily_card_transactions",
                measured(
                        "(SELECT event_date, CASE WHEN units = 1 THEN NULL ELSE (['groceries', 'travel', 'fuel', 'dining', 'online'])[1 + (units %% 5)::INT] END AS category,"
                                + " geo_country AS country, CASE WHEN total_amount > 150 THEN 'high' WHEN total_amount > 60 THEN 'medium' ELSE 'low' END AS risk_band,"
                                + " rnd('a' || session_id) < 0.9 AS approved, total_amount - 40 AS amount, (total_amount / 50)::DECIMAL(18,2) AS fee FROM orders)",
                        "category, country, risk_band, approved", "amount", "fee"));
        ALL.put("daily_feedback", """
                SELECT CASE WHEN i %% 29 = 0 THEN NULL WHEN i %% 400 = 1 THEN '"><img src=x onerror=alert(1)>' WHEN i %% 400 = 2 THEN ''';-- DROP TABLE'
                    WHEN i %% 400 = 3 THEN '=1+1' WHEN i %% 400 = 4 THEN repeat('a very long opinion ', 15) WHEN i %% 400 = 5 THEN ''
                    ELSE 'store ' || (i %% 400) END AS store,
                  CASE WHEN i %% 7 = 0 THEN NULL ELSE 'word' END AS language, CASE WHEN i %% 5 = 0 THEN NULL ELSE i %% 2 = 0 END AS recommends, count(*) AS events
                FROM sessions WHERE event_date = DATE '%1$s' GROUP BY ALL ORDER BY ALL
                """);
        ALL.put(
                "daily_sensors",
                measured(
                        "(SELECT event_date, 'hall ' || (i %% 4) AS hall, (events - 5)::DECIMAL(18,0) AS temperature, events * 1.25::DOUBLE AS pressure, NULL::DOUBLE AS humidity,"
                                + " (events * 0.001)::DECIMAL(18,3) AS drift, (events * 1000000000000)::DECIMAL(18,0) AS ticks FROM sessions)",
                        "hall", "temperature", "pressure", "humidity", "drift", "ticks"));
    }

    static final String RIDES =
            measured("(SELECT event_date, device_type AS bike_type, price FROM lines)", "bike_type", "price");

    private ShopTables() {}

    /** As {@code x-aggregate} asks for it. */
    private static String measured(String from, String dimensions, String... measures) {
        StringBuilder sql = new StringBuilder("SELECT " + dimensions + ", count(*) AS events");
        for (String measure : measures) {
            sql.append(
                    ", sum(%1$s) AS sum_%1$s, avg(%1$s) AS avg_%1$s, min(%1$s) AS min_%1$s, max(%1$s) AS max_%1$s, count(%1$s) AS count_%1$s"
                            .formatted(measure));
        }
        return sql + " FROM " + from + " WHERE event_date = DATE '%1$s' GROUP BY ALL ORDER BY ALL";
    }
}
