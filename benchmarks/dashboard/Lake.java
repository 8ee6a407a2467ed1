import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes a lake of a year: the seven tables of the shop, its two topics and five more schemas, each a file a day, and a ledger. */
final class Lake {
    private static final int DAYS = 365;
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);

    private Lake() {}

    public static void main(String... args) throws Exception {
        Path version = Path.of(args[0], "_versions", "000001");
        Map<String, String> tables = tables();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 1");
            for (int day = 0; day < DAYS; day++) {
                LocalDate date = FIRST.plusDays(day);
                for (Map.Entry<String, String> table : tables.entrySet()) {
                    Path folder = version.resolve("gold/" + table.getKey() + "/event_date=" + date);
                    Files.createDirectories(folder);
                    statement.execute("COPY (" + table.getValue().replace("$day", Integer.toString(day)) + ") TO '"
                            + folder.resolve("part-00000.parquet") + "' (FORMAT parquet, COMPRESSION snappy)");
                }
                ledger(version, date, day);
            }
        }
        Files.createSymbolicLink(Path.of(args[0], "_current"), Path.of("_versions", "000001"));
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        tables.put("daily_revenue", "SELECT 900::BIGINT transactions, 700::BIGINT buyers, 4000::BIGINT units,"
                + " (20000 + $day * 10)::DECIMAL(18,2) revenue, 100000.00::DECIMAL(18,2) revenue_month_to_date,"
                + " 20000.00::DECIMAL(18,2) revenue_7d_avg");
        tables.put("product_ranking", "SELECT 'C' || (i % 12) category, 'P' || i product_id, 'Product ' || i product_name,"
                + " 'B' || (i % 40) brand, (i % 50)::BIGINT units, ((i * 7 + $day) % 900)::DECIMAL(18,2) revenue,"
                + " 1::INTEGER revenue_rank, 0.1::DECIMAL(5,4) share_of_category FROM range(200) r(i)");
        tables.put("session_conversion", "SELECT 's' || i session_id, 'u' || (i % 700) user_id,"
                + " ['desktop', 'mobile', 'tablet'][i % 3 + 1] device_type, 8::BIGINT events,"
                + " TIMESTAMPTZ '2026-01-01 00:00:00Z' first_event_at, TIMESTAMPTZ '2026-01-01 01:00:00Z' purchased_at,"
                + " (i % 90)::DECIMAL(10,2) minutes_to_purchase, (i % 300)::DECIMAL(18,2) total_amount FROM range(800) r(i)");
        tables.put("user_activity", "SELECT 'u' || i user_id, 1::BIGINT sessions, 9::BIGINT events, 5::BIGINT page_views,"
                + " 1::BIGINT carts, 0::BIGINT transactions, 0.00::DECIMAL(18,2) spend FROM range(2000) r(i)");
        tables.put("cart_abandonment", "SELECT 's' || i session_id, 'u' || i user_id, 2::BIGINT products,"
                + " (i % 100)::DECIMAL(18,2) cart_value FROM range(300) r(i)");
        tables.put("user_segments", "SELECT 'segment' || i segment, (i * 100)::BIGINT users FROM range(7) r(i)");
        tables.put("hourly_traffic", "SELECT (i // 3)::INTEGER AS hour, ['desktop', 'mobile', 'tablet'][i % 3 + 1] device_type,"
                + " (i * 10)::BIGINT events, i::BIGINT sessions, i::BIGINT users, 1.00::DECIMAL(18,2) events_3h_avg"
                + " FROM range(72) r(i)");
        for (String topic : new String[] {"user_events", "transaction_events", "sales", "purchases", "support_tickets",
                "ad_impressions", "storefront_events"}) {
            tables.put("daily_" + topic, "SELECT 'kind' || (i % 6) kind, 'country' || (i % 10) country,"
                    + " (i % 2 = 0) premium, (100 + i)::BIGINT events, (i * 9)::DECIMAL(28,2) sum_amount,"
                    + " 9.0::DECIMAL(22,6) avg_amount, 1.00::DECIMAL(18,2) min_amount, 90.00::DECIMAL(18,2) max_amount,"
                    + " (100 + i)::BIGINT count_amount FROM range(60) r(i)");
        }
        return tables;
    }

    private static void ledger(Path version, LocalDate date, int day) throws Exception {
        Path folder = version.resolve("ledger/event_date=" + date);
        Files.createDirectories(folder);
        StringBuilder topics = new StringBuilder();
        for (String topic : new String[] {"user_events", "transaction_events"}) {
            topics.append(topics.length() == 0 ? "" : ",").append("{\"topic\":\"").append(topic).append(
                    "\",\"offsets\":[{\"landingRun\":1,\"partition\":0,\"first\":0,\"last\":99,\"records\":100}],\"landed\":100,"
                            + "\"clean\":97,\"duplicates\":1,\"quarantined\":2,\"reasons\":{\"price:minimum\":2}}");
        }
        Files.writeString(
                folder.resolve("%06d-run.json".formatted(day + 1)),
                "{\"version\":2,\"publication\":" + (day + 1) + ",\"date\":\"" + date + "\",\"run\":\"run\","
                        + "\"startedAt\":\"2026-01-01T00:00:00Z\",\"batch\":\"" + date + "\",\"took\":\"PT9S\",\"code\":\"1\","
                        + "\"parameters\":{},\"topics\":[" + topics + "],\"tables\":{},\"renewed\":[],\"audits\":[],"
                        + "\"warnings\":[]}\n");
    }
}
