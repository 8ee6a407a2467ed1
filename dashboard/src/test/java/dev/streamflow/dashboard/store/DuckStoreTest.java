package dev.streamflow.dashboard.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.dashboard.TestLake;
import dev.streamflow.dashboard.lake.LocalLake;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuckStoreTest {
    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final Range WEEK = Range.ending(FIRST.plusDays(6), 7);
    private static final String ORDERS = "daily_orders";

    @TempDir
    Path folder;

    private TestLake lake;
    private DuckStore store;

    @BeforeEach
    void openLake() {
        lake = new TestLake(folder.resolve("it's a lake"));
        store = DuckStore.open(new LocalLake(lake.folder(), folder.resolve("landing")), false);
    }

    @AfterEach
    void close() {
        store.close();
        lake.close();
    }

    /** A week of revenue without its fourth date, and of orders with some shops. */
    private void publishWeek() {
        for (LocalDate date : WEEK.dates()) {
            int day = date.getDayOfMonth();
            if (day != 4) {
                lake.gold("daily_revenue", date, revenue(day));
                lake.gold(ORDERS, date, orders(day));
            }
        }
        lake.publish();
        store.refresh();
    }

    private static String revenue(int day) {
        return "SELECT %d::BIGINT transactions, %d::BIGINT buyers, 3::BIGINT units, %d.10::DECIMAL(18,2) revenue,"
                        .formatted(day, day + 1, day * 100)
                + " 1000.00::DECIMAL(18,2) revenue_month_to_date, %d.00::DECIMAL(18,2) revenue_7d_avg".formatted(day);
    }

    /** The shop with the lowest mean each day has most of the events: a mean of means would be wrong. */
    private static String orders(int day) {
        return "SELECT * FROM (VALUES ('=cmd', true, 10::BIGINT, %d.00::DECIMAL(28,2), 0.10::DECIMAL(22,6), -5.00::DECIMAL(18,2), 1.00::DECIMAL(18,2), 10::BIGINT),"
                        .formatted(day)
                + " ('north', false, 1, 50.01, 50.01, 50.01, 50.01, 1), (NULL, NULL, 2, NULL, NULL, NULL, NULL, 0))"
                + " t(shop, member, events, sum_amount, avg_amount, min_amount, max_amount, count_amount)";
    }

    private static List<String[]> csvOf(TestLake lake, String table, LocalDate date) {
        try {
            return Files.exists(lake.csv(table, date))
                    ? Files.readAllLines(lake.csv(table, date)).stream()
                            .skip(1)
                            .map(line -> line.split(",", -1))
                            .toList()
                    : List.of();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void figuresAreThoseOfTheCsvFiles() {
        publishWeek();
        Map<String, BigDecimal> sums = new HashMap<>();
        Map<String, Long> counts = new HashMap<>();
        List<BigDecimal> revenue = new ArrayList<>();
        for (LocalDate date : WEEK.dates()) {
            revenue.add(csvOf(lake, "daily_revenue", date).stream()
                    .map(row -> new BigDecimal(row[4]))
                    .findFirst()
                    .orElse(null));
            for (String[] row : csvOf(lake, ORDERS, date)) {
                if (!row[4].isEmpty()) {
                    sums.merge(row[1], new BigDecimal(row[4]), BigDecimal::add);
                    counts.merge(row[1], Long.parseLong(row[8]), Long::sum);
                }
            }
        }
        Series found = store.read(view -> view.series(Series.Query.of("daily_revenue", Figure.sum("revenue"), WEEK)));
        assertThat(found.lines().get(0).values()).isEqualTo(revenue).contains((BigDecimal) null);
        Top top = store.read(view -> view.top(Top.Query.of(ORDERS, Figure.mean("avg_amount"), WEEK, "shop", 9)));
        for (Top.Entry entry : top.entries()) {
            BigDecimal mean = entry.value() == null
                    ? null
                    : sums.get(entry.value())
                            .divide(BigDecimal.valueOf(counts.get(entry.value())), 6, RoundingMode.HALF_UP);
            assertThat(entry.figure()).as(entry.value()).isEqualTo(mean);
        }
        assertThat(top.entries()).extracting(Top.Entry::value).containsExactly("north", "=cmd", null);
        assertThat(top.distinct()).isEqualTo(3);
    }

    @Test
    void whatDoesNotAddUpIsRefused() {
        publishWeek();
        store.read(view -> {
            assertThatThrownBy(() -> view.total("daily_revenue", Figure.sum("buyers"), WEEK, List.of()))
                    .isInstanceOf(BadQuestionException.class)
                    .hasMessage("Values of buyers must not be added up.");
            assertThatThrownBy(() -> view.total("daily_revenue", Figure.sum("revenue_7d_avg"), WEEK, List.of()))
                    .hasMessage("Values of revenue_7d_avg must not be added up.");
            assertThatThrownBy(() -> view.total(ORDERS, Figure.sum("avg_amount"), WEEK, List.of()))
                    .hasMessage("Values of avg_amount must not be added up.");
            assertThatThrownBy(() -> view.total("daily_revenue", Figure.value("buyers"), WEEK, List.of()))
                    .hasMessageStartingWith("Values of buyers stand for themselves");
            assertThatThrownBy(() -> view.total(ORDERS, new Figure(Figure.How.MAX, "min_amount"), WEEK, List.of()))
                    .hasMessage("Values of min_amount must not be reduced to their maximum.");
            return null;
        });
    }

    @Test
    void whatStandsForItselfIsShownWhereOneRowIsLeft() {
        publishWeek();
        Series buyers = store.read(view -> view.series(Series.Query.of("daily_revenue", Figure.value("buyers"), WEEK)));
        assertThat(buyers.lines().get(0).values()).isEqualTo(Arrays.asList(decimals(2, 3, 4, null, 6, 7, 8)));
        BigDecimal last = store.read(
                view -> view.total("daily_revenue", new Figure(Figure.How.LAST, "revenue_7d_avg"), WEEK, List.of()));
        assertThat(last).isEqualTo("7.00");
    }

    private static BigDecimal[] decimals(Integer... values) {
        return Arrays.stream(values)
                .map(value -> value == null ? null : BigDecimal.valueOf(value))
                .toArray(BigDecimal[]::new);
    }

    @Test
    void linesBeyondTheMostAreOneMore() {
        publishWeek();
        Series series = store.read(
                view -> view.series(new Series.Query(ORDERS, Figure.sum("events"), WEEK, "shop", 1, List.of())));
        assertThat(series.others()).isTrue();
        assertThat(series.lines()).extracting(Series.Line::name).containsExactly("=cmd", "other");
        assertThat(series.lines().get(1).values()).isEqualTo(Arrays.asList(decimals(3, 3, 3, null, 3, 3, 3)));
    }

    @Test
    void absentValuesAreChosenAndCounted() {
        publishWeek();
        BigDecimal events =
                store.read(view -> view.total(ORDERS, Figure.sum("events"), WEEK, List.of(new Filter("shop", null))));
        assertThat(events).isEqualTo("12");
        Matrix matrix = store.read(view ->
                view.matrix(new Matrix.Query(ORDERS, Figure.sum("events"), WEEK, "shop", Matrix.WEEKDAY, List.of())));
        assertThat(matrix.rows()).containsExactly("=cmd", "north", null);
        // The first of January is a Thursday, and the gap a Sunday.
        assertThat(matrix.columns()).containsExactly("1", "2", "3", "4", "5", "6");
        assertThat(matrix.cells().get(2)).containsOnly(BigDecimal.valueOf(2));
    }

    @Test
    void aPublishedDateReplacesItsRowsAlone() {
        publishWeek();
        lake.gold("daily_revenue", FIRST, revenue(50)).gold("daily_revenue", FIRST.plusDays(3), revenue(4));
        lake.publish();
        store.refresh();
        Series found =
                store.read(view -> view.series(Series.Query.of("daily_revenue", Figure.sum("transactions"), WEEK)));
        assertThat(found.lines().get(0).values()).isEqualTo(Arrays.asList(decimals(50, 2, 3, 4, 5, 6, 7)));
        assertThat(store.current().name()).isEqualTo("000002");
        lake.without(ORDERS).publish();
        store.refresh();
        assertThat(store.<List<String>>read(
                        view -> view.tables().stream().map(Table::name).toList()))
                .containsExactly("daily_revenue");
    }

    @Test
    void aQuestionThatHasBegunGoesOnInItsState() {
        publishWeek();
        Series.Query transactions = Series.Query.of("daily_revenue", Figure.sum("transactions"), WEEK);
        List<Series> asked = store.read(view -> {
            Series before = view.series(transactions);
            lake.gold("daily_revenue", FIRST, revenue(50)).publish();
            store.refresh();
            return List.of(before, view.series(transactions));
        });
        assertThat(asked.get(1)).isEqualTo(asked.get(0));
        Series now = store.read(view -> view.series(transactions));
        assertThat(now.lines().get(0).values()).startsWith(decimals(50, 2, 3));
    }

    @Test
    void otherColumnsOfOtherDatesAreNull() {
        publishWeek();
        lake.gold(
                ORDERS,
                FIRST.plusDays(3),
                "SELECT 'web' channel, 'south' shop, 7::BIGINT events, 1.5::DOUBLE sum_weight");
        lake.publish();
        store.refresh();
        Top top = store.read(view -> view.top(Top.Query.of(ORDERS, Figure.sum("events"), WEEK, "channel", 5)));
        assertThat(top.entries()).extracting(Top.Entry::value).containsExactly(null, "web");
        assertThat(top.total()).isEqualTo("85");
        Table table = store.read(view -> view.table(ORDERS));
        assertThat(table.dimensions()).extracting(Column::name).contains("channel", "shop", "member");
    }

    @Test
    void countsThatAreMissingMakeNoMean() {
        lake.gold(
                ORDERS,
                FIRST,
                "SELECT 'a' shop, 1::BIGINT events, 5.00::DECIMAL(28,2) sum_amount, 5.0::DECIMAL(22,6) avg_amount");
        lake.gold(ORDERS, FIRST.plusDays(1), orders(2)).publish();
        store.refresh();
        Series means = store.read(view -> view.series(Series.Query.of(ORDERS, Figure.mean("avg_amount"), WEEK)));
        assertThat(means.lines().get(0).values().get(0)).isNull();
        assertThat(means.lines().get(0).values().get(1)).isEqualTo("4.728182");
    }

    @Test
    void whatTheLakeSaysOfItsTablesGoesBeforeNames() {
        lake.gold("weather", FIRST, "SELECT 'north' region, 5::BIGINT mm, 3::BIGINT gauges, 1.7::DOUBLE rate");
        lake.file("ledger/tables.json", """
                {"version":1,"tables":{"weather":{"topics":["rain"],"grain":["region"],"columns":[
                {"name":"mm","additivity":"SUM"},{"name":"gauges","additivity":"SUM","since":1},
                {"name":"rate","additivity":"RATIO","numerator":"mm","denominator":"gauges"}]}}}
                """);
        lake.publish();
        store.refresh();
        store.read(view -> {
            assertThat(view.total("weather", Figure.sum("mm"), WEEK, List.of())).isEqualTo("5");
            assertThat(view.total("weather", Figure.mean("rate"), WEEK, List.of()))
                    .isEqualTo("1.6667");
            assertThatThrownBy(() -> view.total("weather", Figure.sum("rate"), WEEK, List.of()))
                    .hasMessage("Values of rate must not be added up.");
            return null;
        });
    }

    @Test
    void idsOfPersonsAreNotThere() {
        lake.gold(
                "user_activity",
                FIRST,
                "SELECT 'u1' user_id, 2::BIGINT sessions, 9::BIGINT events, 3.00::DECIMAL(18,2) spend");
        lake.publish();
        store.refresh();
        Rows rows = store.read(view -> view.rows(new Rows.Query("user_activity", WEEK, null, false, 0, 10, List.of())));
        assertThat(rows.columns())
                .extracting(Column::name)
                .containsExactly("event_date", "sessions", "events", "spend");
        assertThat(rows.cells()).containsExactly(List.of("2026-01-01", "2", "9", "3.00"));
        store.read(view -> assertThatThrownBy(
                        () -> view.top(Top.Query.of("user_activity", Figure.sum("spend"), WEEK, "user_id", 5)))
                .isInstanceOf(BadQuestionException.class));
    }

    @Test
    void whatCannotBeReadLeavesTheOldState() throws IOException {
        publishWeek();
        Files.delete(lake.folder().resolve("_current"));
        Files.createSymbolicLink(lake.folder().resolve("_current"), Path.of("_versions/000009"));
        store.refresh();
        assertThat(store.trouble()).get().asString().contains("_current points at no version");
        assertThat(store.current().name()).isEqualTo("000001");
        lake.publish();
        store.refresh();
        assertThat(store.trouble()).isEqualTo(Optional.empty());
    }

    @Test
    void duckDbIsLockedDown() {
        assertThat(store.settings())
                .containsEntry("enable_external_access", "false")
                .containsEntry("lock_configuration", "true")
                .containsEntry("autoload_known_extensions", "false")
                .containsEntry("autoinstall_known_extensions", "false");
    }

    @Test
    void anEmptyLakeHasNothing() {
        store.refresh();
        assertThat(store.isReady()).isTrue();
        assertThat(store.current().isEmpty()).isTrue();
        assertThat(store.<List<Table>>read(View::tables)).isEmpty();
    }
}
