package dev.streamflow.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Six weeks of a shop, for tests that look at pages: a missing day, a warning, a day with a burst of quarantined lines,
 * one that was computed again as records came late, one that is out of date and one that is not over; tables of schemas
 * with many measures, much text, absent values, 400 values of a dimension, and values that try to be markup.
 */
public final class ShopLake {
    static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    static final LocalDate LAST = LocalDate.of(2026, 2, 14);
    private static final LocalDate MISSING = LocalDate.of(2026, 1, 25);
    private static final LocalDate BURST = LocalDate.of(2026, 2, 2);
    private static final LocalDate AGAIN = LocalDate.of(2026, 2, 5);
    private static final LocalDate WARNED = LocalDate.of(2026, 2, 9);
    private static final LocalDate STALE = LocalDate.of(2026, 2, 11);
    private static final Set<String> CORE = Set.of("user_events", "transaction_events");

    private final TestLake lake;
    private final ShopLanding landing;
    private final Map<String, String> tables = new LinkedHashMap<>(ShopTables.ALL);
    private final Set<LocalDate> days = new TreeSet<>();
    private final Map<String, Counted> counted = new HashMap<>();

    /** Rows of a table and date, and the sum of their events. */
    private record Counted(long rows, long events) {}

    private ShopLake(Path folder) {
        lake = new TestLake(folder.resolve("lake"));
        landing = new ShopLanding(folder.resolve("landing"));
        lake.execute(ShopTables.RAW.formatted(FIRST, LAST.plusDays(5), MISSING));
    }

    /**
     * Makes the lake, says so, and then does what its standard input says: {@code next}, {@code table}, {@code break}.
     */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        ShopLake shop = new ShopLake(folder);
        FIRST.datesUntil(LAST.plusDays(1)).filter(date -> !date.equals(MISSING)).forEach(shop::day);
        shop.lateRecords();
        shop.publish();
        shop.landing.land("transaction_events", STALE, 7, 0);
        System.out.println("ready");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            shop.obey(line);
            System.out.println("done");
        }
    }

    private void obey(String line) {
        switch (line) {
            case "next" -> day(LAST.plusDays(1));
            case "table" -> {
                tables.put("daily_bike_rides", ShopTables.RIDES);
                FIRST.plusDays(30).datesUntil(LAST).forEach(date -> gold("daily_bike_rides", date));
            }
            case "break" -> lake.file("ledger/event_date=" + LAST + "/000009-broken.json", "{");
            case "mend" -> lake.file("ledger/event_date=" + LAST + "/000009-broken.json", report(LAST, "mended", 3));
            default -> throw new IllegalArgumentException(line);
        }
        publish();
    }

    private void publish() {
        lake.file("ledger/published.json", sum()).publish();
    }

    /** What the runs together say of each date. */
    private String sum() {
        String dates = days.stream()
                .map(date -> "\"%s\":{\"complete\":%s,\"warned\":[%s]}"
                        .formatted(date, !date.equals(LAST), date.equals(WARNED) ? "\"transaction_events\"" : ""))
                .collect(Collectors.joining(","));
        return "{\"version\":3,\"dates\":{" + dates + "},\"retained\":{}}";
    }

    private void day(LocalDate date) {
        days.add(date);
        tables.keySet().forEach(table -> gold(table, date));
        for (String topic : ShopTables.TOPICS) {
            landing.land(topic, date, lines(topic, date), rejected(date));
            quarantine(topic, date, quarantined(topic, date));
        }
        lake.file("ledger/event_date=" + date + "/000001-first.json", report(date, "first", 1));
    }

    private void gold(String table, LocalDate date) {
        lake.execute("CREATE OR REPLACE TABLE one AS " + tables.get(table).formatted(date));
        lake.gold(table, date, "SELECT * FROM one");
        boolean has = table.startsWith("daily_") && !table.equals("daily_revenue");
        long rows = Long.parseLong(lake.text("SELECT count(*) FROM one"));
        long events = has ? Long.parseLong(lake.text("SELECT coalesce(sum(events), 0)::BIGINT FROM one")) : 0;
        counted.put(table + date, new Counted(rows, events));
    }

    /** Ten lines came late: one more landing run, and one more run of the ETL that renews the days after. */
    private void lateRecords() {
        landing.land("user_events", AGAIN, 10, 0);
        quarantine("user_events", AGAIN, quarantined("user_events", AGAIN) + 10);
        lake.file("ledger/event_date=" + AGAIN + "/000002-second.json", report(AGAIN, "second", 2));
    }

    /** The first line has the first reason of the topic, the others the second; some try to be more than text. */
    private void quarantine(String topic, LocalDate date, long lines) {
        List<String> reasons = reasons(topic);
        lake.quarantine(topic, date, """
                SELECT i %% 3, 100 + i, [CASE WHEN i = 1 THEN '%s' ELSE '%s' END], CASE i %% 12
                    WHEN 6 THEN '{"at":"%s","note":"<script>alert(1)</script>"}'
                    WHEN 3 THEN '{"note":"' || chr(8238) || 'turned around' || chr(8236) || '"}'
                    WHEN 4 THEN '{"note":"' || repeat('a very long opinion ', 1000) || '"}'
                    WHEN 9 THEN '"><img src=x onerror=alert(1)>'
                    ELSE format('{{"at":"%s","line":{},"total_amount":-{}.50}}', i, i) END
                FROM generate_series(1, %d) AS numbers(i)
                """.formatted(reasons.get(0), reasons.get(1), date, date, lines));
    }

    private static List<String> reasons(String topic) {
        return ShopTables.REASONS.getOrDefault(topic, List.of("at:format", "at:required"));
    }

    private long lines(String topic, LocalDate date) {
        return clean(topic, date) + duplicates(topic, date) + quarantined(topic, date);
    }

    private long clean(String topic, LocalDate date) {
        return counted.get("daily_" + topic + date).events();
    }

    private static long duplicates(String topic, LocalDate date) {
        return CORE.contains(topic) ? date.getDayOfMonth() % 5 : 0;
    }

    private static long quarantined(String topic, LocalDate date) {
        return date.equals(BURST) && topic.equals("transaction_events") ? 60 : date.getDayOfMonth() % 3;
    }

    private static long rejected(LocalDate date) {
        return date.getDayOfMonth() % 7 == 0 ? 2 : 0;
    }

    private String report(LocalDate date, String run, int number) {
        String topics = ShopTables.TOPICS.stream()
                .map(topic -> topic(topic, date, number))
                .collect(Collectors.joining(","));
        String rows = ShopTables.ALL.keySet().stream()
                .map(table -> "\"" + table + "\":" + counted.get(table + date).rows())
                .collect(Collectors.joining(","));
        String revenue = lake.text("SELECT revenue FROM revenue WHERE event_date = DATE '" + date + "'");
        String warnings = date.equals(WARNED)
                ? "{\"check\":\"drift\",\"of\":\"transaction_events\",\"expected\":\"within 50 % of 128\",\"found\":\"201\"}"
                : "";
        String renewed = number == 2 ? "\"" + AGAIN.plusDays(1) + "\",\"" + AGAIN.plusDays(2) + "\"" : "";
        return """
                {"version":3,"publication":%d,"date":"%s","run":"%s-%s","startedAt":"%sT01:10:00Z","batch":"%s","took":"PT12.4S",\
                "code":"1.0.0-SNAPSHOT","parameters":{"profile":"dev","tables":"all"},"topics":[%s],"revenue":%s,"tables":{%s},\
                "renewed":[%s],"audits":[{"check":"revenue","of":"product_ranking","expected":"%s","found":"%s"}],\
                "warnings":[%s],"complete":%s}
                """.formatted(
                        number,
                        date,
                        date,
                        run,
                        date.plusDays(number),
                        date,
                        topics,
                        revenue,
                        rows,
                        renewed,
                        revenue,
                        revenue,
                        warnings,
                        !date.equals(LAST));
    }

    private String topic(String topic, LocalDate date, int number) {
        long late = number == 2 && topic.equals("user_events") ? 10 : 0;
        long bad = quarantined(topic, date) + late;
        long first = Math.min(bad, 1);
        List<String> names = reasons(topic);
        String reasons = bad == 0
                ? ""
                : "\"%s\":%d".formatted(names.get(0), first)
                        + (bad == first ? "" : ",\"%s\":%d".formatted(names.get(1), bad - first));
        String offsets = landing.runs(topic, date).stream()
                .map(run -> "{\"landingRun\":%d,\"partition\":0,\"first\":0,\"last\":9,\"records\":9}".formatted(run))
                .collect(Collectors.joining(","));
        return "{\"topic\":\"%s\",\"offsets\":[%s],\"landed\":%d,\"clean\":%d,\"duplicates\":%d,\"quarantined\":%d,\"reasons\":{%s}}"
                .formatted(
                        topic,
                        offsets,
                        lines(topic, date) + late,
                        clean(topic, date),
                        duplicates(topic, date),
                        bad,
                        reasons);
    }
}
