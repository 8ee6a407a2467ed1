package dev.streamflow.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.streamflow.cli.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a person wants to see at the end of the demo, read from gold as anybody would read it. */
final class DemoReport {
    private static final int TOP = 5;

    private final Demo.Settings settings;
    private final PrintWriter out;

    DemoReport(Demo.Settings settings, PrintWriter out) {
        this.settings = settings;
        this.out = out;
    }

    void print(Map<String, Landed> landed, JsonNode etl) {
        revenue(Landed.dates(landed.values()));
        products(Landed.dates(landed.values()));
        quarantine(etl);
        balance(landed, etl);
        next();
    }

    private void revenue(List<LocalDate> dates) {
        TextTable table =
                new TextTable("date", "transactions", "buyers", "units", "revenue", "month to date", "7-day mean");
        for (NamedCsvRecord row :
                gold("daily_revenue", dates.stream().filter(this::isAskedFor).toList())) {
            table.row(
                    row.getField("event_date"),
                    row.getField("transactions"),
                    row.getField("buyers"),
                    row.getField("units"),
                    row.getField("revenue"),
                    row.getField("revenue_month_to_date"),
                    row.getField("revenue_7d_avg"));
        }
        section("Revenue per day", table);
        dates.stream().filter(date -> !isAskedFor(date)).forEach(this::afterMidnight);
    }

    private boolean isAskedFor(LocalDate date) {
        return !date.isBefore(settings.from()) && !date.isAfter(settings.to());
    }

    /** A date counts what happened on it: a visit of the last evening may end on the next. */
    private void afterMidnight(LocalDate date) {
        String why = date.equals(settings.to().plusDays(1))
                ? "visits of the evening before that went on past midnight (UTC)"
                : "an earlier run made events of that date";
        out.println("  " + date + " has its tables as well: " + why + ".");
    }

    private void products(List<LocalDate> dates) {
        Map<String, BigDecimal> revenue = new TreeMap<>();
        for (NamedCsvRecord row : gold("product_ranking", dates)) {
            String product =
                    row.getField("product_id") + "\t" + row.getField("product_name") + "\t" + row.getField("category");
            revenue.merge(product, new BigDecimal(row.getField("revenue")), BigDecimal::add);
        }
        TextTable table = new TextTable("product", "name", "category", "revenue");
        revenue.entrySet().stream()
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder()))
                .limit(TOP)
                .forEach(entry -> {
                    List<String> product = List.of(entry.getKey().split("\t", -1));
                    table.row(product.get(0), product.get(1), product.get(2), entry.getValue());
                });
        section("Top products, all days", table);
    }

    private void quarantine(JsonNode etl) {
        Map<String, Long> reasons = new TreeMap<>();
        for (JsonNode date : etl.path("dates")) {
            for (JsonNode topic : date.path("topics")) {
                topic.path("reasons")
                        .properties()
                        .forEach(reason -> reasons.merge(
                                topic.path("topic").asText() + "\t" + reason.getKey(),
                                reason.getValue().asLong(),
                                Long::sum));
            }
        }
        TextTable table = new TextTable("topic", "reason", "records");
        reasons.forEach((reason, records) -> table.row(
                reason.substring(0, reason.indexOf('\t')), reason.substring(reason.indexOf('\t') + 1), records));
        section("Quarantined, and why", table);
    }

    /** From Kafka's offsets to the rows of gold: each figure is the sum of those to its right. */
    private void balance(Map<String, Landed> landed, JsonNode etl) {
        TextTable table = new TextTable(
                "topic",
                "offsets",
                "read",
                "= rejected",
                "+ tombstones",
                "+ landed",
                "= clean",
                "+ duplicates",
                "+ quarantined");
        landed.forEach((topic, counts) -> table.row(
                topic,
                counts.offsets(),
                counts.read(),
                counts.rejected(),
                counts.tombstones(),
                counts.landed(),
                sum(etl, topic, "clean"),
                sum(etl, topic, "duplicates"),
                sum(etl, topic, "quarantined")));
        section("Balance, from Kafka's offsets to silver", table);
        Map<String, Long> rows = new TreeMap<>();
        for (JsonNode date : etl.path("dates")) {
            date.path("tables")
                    .properties()
                    .forEach(gold -> rows.merge(gold.getKey(), gold.getValue().asLong(), Long::sum));
        }
        TextTable tables = new TextTable("gold table", "rows");
        rows.forEach(tables::row);
        section("Rows of gold", tables);
    }

    private static long sum(JsonNode etl, String topic, String figure) {
        long sum = 0;
        for (JsonNode date : etl.path("dates")) {
            for (JsonNode balance : date.path("topics")) {
                sum += balance.path("topic").asText().equals(topic)
                        ? balance.path(figure).asLong()
                        : 0;
            }
        }
        return sum;
    }

    private void next() {
        out.println();
        out.println("Files");
        out.println("  " + settings.landing() + "/<topic>/dt=<date>/     what came in, as it came");
        out.println("  " + settings.lake() + "/silver, quarantine        clean rows; what is not, with its reasons");
        out.println("  " + settings.lake() + "/gold, gold_csv            the tables, as Parquet and as CSV");
        out.println("  " + settings.lake() + "/ledger                    what each run found");
        out.println();
        out.println("Try next");
        out.println("  column -s, -t " + settings.lake() + "/gold_csv/daily_revenue/" + settings.from() + ".csv");
        out.println("  ./streamflow demo                      nothing changes: every step finds its work done");
        out.println("  ./streamflow broker                    the same broker for you to play with, at localhost:9092");
        out.println("  ./streamflow produce --schema purchases --date " + settings.to() + " --count 10000");
        out.println("  ./streamflow --help");
        out.println();
        out.println("All of it as pages, at http://localhost:5000: ./streamflow dashboard --lake=" + settings.lake()
                + " --landing=" + settings.landing());
    }

    private void section(String title, TextTable table) {
        out.println();
        out.println(title);
        table.lines().forEach(out::println);
    }

    private List<NamedCsvRecord> gold(String table, List<LocalDate> dates) {
        List<NamedCsvRecord> rows = new ArrayList<>();
        for (LocalDate date : dates) {
            Path file = settings.lake().resolve("gold_csv").resolve(table).resolve(date + ".csv");
            if (Files.exists(file)) {
                rows.addAll(read(file));
            }
        }
        return rows;
    }

    private static List<NamedCsvRecord> read(Path file) {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file, UTF_8)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }
}
