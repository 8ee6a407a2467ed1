package dev.streamflow.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.dashboard.TestLake;
import dev.streamflow.dashboard.lake.DateStatus;
import dev.streamflow.dashboard.lake.LocalLake;
import dev.streamflow.dashboard.store.DuckStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A query over topic sales that began in the evening of one date and goes on in the next. */
class LiveDaysTest {
    private static final LocalDate YESTERDAY = LocalDate.of(2026, 2, 28);
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:20:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private LiveStore live;
    private TestLake lake;
    private DuckStore batch;

    @BeforeEach
    void open() throws IOException, SQLException {
        lake = new TestLake(folder.resolve("lake"));
        batch = DuckStore.open(new LocalLake(lake.folder(), folder.resolve("landing")), false);
        live = LiveStore.open(folder.resolve("live"), NOON);
        status("\"sales-0\":4,\"sales-1\":1");
        panes();
        live.refresh();
    }

    @AfterEach
    void close() {
        live.close();
        batch.close();
        lake.close();
    }

    private void status(String lag) throws IOException {
        Path query = Files.createDirectories(folder.resolve("live/windows"));
        Files.writeString(
                query.resolve("status.json"),
                "{\"query\":\"windows\",\"state\":\"running\",\"lag\":{%s},\"updated\":\"2026-03-01T12:20:00Z\"}"
                        .formatted(lag));
    }

    private void panes() throws IOException, SQLException {
        Path publication = folder.resolve("live/windows/output/batches/1");
        Files.createDirectories(publication.resolve("panes"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "COPY (SELECT * FROM (VALUES (TIMESTAMPTZ '2026-02-28 22:15:00Z', 'a', 4::BIGINT, 1.50::DECIMAL(28,2)),"
                            + " ('2026-02-28 23:45:00Z', 'b', 2, 0.25), ('2026-03-01 00:00:00Z', NULL, 1, NULL),"
                            + " ('2026-03-01 12:15:00Z', 'b', 8, 9.99)) t(pane_start, store, events, sum_amount))"
                            + " TO '" + publication.resolve("panes/part-0.parquet") + "' (FORMAT parquet)");
        }
        Files.writeString(publication.resolve("batch.json"), "{\"batch\":1}");
        Files.createSymbolicLink(folder.resolve("live/windows/output/current"), Path.of("batches/1"));
    }

    /** Batch has counted one event more, which came late, in rows by store. */
    private void publish(LocalDate date, String columns) {
        lake.gold("daily_sales", date, "SELECT 'a' AS store, " + columns);
        lake.ledger(
                date,
                "{\"topic\":\"sales\",\"offsets\":[],\"landed\":7,\"clean\":7,\"duplicates\":0,\"quarantined\":0,\"reasons\":{}}",
                "");
        lake.publish();
        batch.refresh();
    }

    private List<LiveDay> days(LiveDays days) {
        return days.of(live.tables().get(0));
    }

    private static List<BigDecimal> decimals(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text == null ? null : new BigDecimal(text))
                .toList();
    }

    @Test
    void panesOfADateAreAddedUpFromTheFirstOne() {
        LiveDays days = new LiveDays(live, Optional.empty());
        assertThat(days(days))
                .containsExactly(
                        new LiveDay(
                                TODAY, Instant.parse("2026-03-01T00:00:00Z"), decimals("9", "9.99"), null, List.of()),
                        new LiveDay(
                                YESTERDAY,
                                Instant.parse("2026-02-28T22:15:00Z"),
                                decimals("6", "1.75"),
                                null,
                                List.of()));
    }

    @Test
    void aDateThatIsPublishedHasBothSides() {
        LiveDays days = new LiveDays(live, Optional.of(batch));
        assertThat(days(days)).noneMatch(LiveDay::isPublished);
        publish(YESTERDAY, "7::BIGINT AS events, 2.75::DECIMAL(28,2) AS sum_amount");
        assertThat(days(days)).extracting(LiveDay::isPublished).containsExactly(false, true);
        LiveDay day = days(days).get(1);
        assertThat(day.batch()).isEqualTo(decimals("7", "2.75"));
        assertThat(day.live()).isEqualTo(decimals("6", "1.75"));
        assertThat(day.status()).isEqualTo(DateStatus.COMPLETE);
    }

    @Test
    void aFigureThatGoldHasNotIsAbsent() {
        publish(YESTERDAY, "7::BIGINT AS events");
        assertThat(days(new LiveDays(live, Optional.of(batch))).get(1).batch())
                .isEqualTo(Arrays.asList(new BigDecimal("7"), null));
    }

    @Test
    void aQueryThatHasNotSaidItsTopicIsNotCompared() throws IOException {
        publish(YESTERDAY, "7::BIGINT AS events");
        for (String lag : List.of("", "\"sales-0\":1,\"purchases-0\":1")) {
            status(lag);
            live.refresh();
            LiveDays days = new LiveDays(live, Optional.of(batch));
            assertThat(days.gold(live.tables().get(0))).isEmpty();
            assertThat(days(days)).hasSize(2).noneMatch(LiveDay::isPublished);
        }
    }

    @Test
    void whatEitherSidePublishesIsToldAndIsAnotherVersion() throws IOException {
        LiveDays days = new LiveDays(live, Optional.of(batch));
        AtomicInteger told = new AtomicInteger();
        days.onChange(told::incrementAndGet);
        String before = days.version();
        publish(YESTERDAY, "7::BIGINT AS events");
        assertThat(told).hasValue(1);
        String published = days.version();
        assertThat(published).isNotEqualTo(before);
        status("\"sales-0\":0");
        live.refresh();
        assertThat(told).hasValue(2);
        assertThat(days.version()).isNotIn(before, published);
    }
}
