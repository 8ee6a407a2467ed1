package dev.streamflow.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.streamflow.dashboard.store.BadQuestionException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:20:00Z");

    @TempDir
    Path live;

    private Instant now = NOW;
    private LiveStore store;

    @BeforeEach
    void open() {
        InstantSource time = () -> now;
        store = LiveStore.open(live, time.withZone(ZoneOffset.UTC));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void status(String state, String updated, long lag) throws IOException {
        Files.createDirectories(live.resolve("windows"));
        Files.writeString(live.resolve("windows/status.json"), """
                {"query":"windows","state":"%s","batch":7,"rowsInPerSecond":20.5,"rowsProcessedPerSecond":400.0,\
                "newestEvent":"2026-03-01T12:19:50Z","watermark":"2026-03-01T11:19:50Z","lag":{"sales-0":%d,"sales-1":1},\
                "updated":"%s","late":3,"balanced":true}
                """.formatted(state, lag, updated));
    }

    /** A publication as the windows query leaves it: three panes, of which the last is open. */
    private void publish(int batch, long newest) throws IOException, SQLException {
        Path output = live.resolve("windows/output");
        Path folder = output.resolve("batches/" + batch);
        Files.createDirectories(folder.resolve("panes"));
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
            statement.execute(
                    "COPY (SELECT * FROM (VALUES (TIMESTAMPTZ '2026-03-01 11:30:00Z', 'a', 4::BIGINT, 1.50::DECIMAL(28,2)),"
                            + " ('2026-03-01 12:00:00Z', 'a', 2, 0.25), ('2026-03-01 12:00:00Z', NULL, 1, NULL),"
                            + " ('2026-03-01 12:15:00Z', 'b', " + newest
                            + ", 9.99)) t(pane_start, store, events, sum_amount))"
                            + " TO '" + folder.resolve("panes/part-0.parquet") + "' (FORMAT parquet)");
        }
        Files.writeString(
                folder.resolve("batch.json"),
                "{\"batch\":" + batch
                        + ",\"watermark\":\"2026-03-01T12:15:00Z\",\"newestEvent\":\"2026-03-01T12:19:50Z\"}");
        Path next = output.resolve(".current.next");
        Files.createSymbolicLink(next, Path.of("batches", Integer.toString(batch)));
        Files.move(next, output.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void aQuerySaysHowItIs() throws IOException {
        status("running", "2026-03-01T12:19:55Z", 9);
        store.refresh();
        status("running", "2026-03-01T12:20:05Z", 4);
        store.refresh();
        QueryHealth health = store.queries().get(0);
        assertThat(health.totalLag()).isEqualTo(5);
        assertThat(health.history()).extracting(QueryHealth.Sample::lag).containsExactly(10L, 5L);
        assertThat(health.watermarkDelay()).hasValue(Duration.ofHours(1));
        assertThat(health.figures()).containsOnlyKeys("late");
        assertThat(health.words(NOW)).isEqualTo("running");
        assertThat(health.words(NOW.plusSeconds(120))).isEqualTo("silent");
    }

    @Test
    void windowsAreTheSumsOfTheirPanes() throws IOException, SQLException {
        publish(3, 5);
        store.refresh();
        Timeline hours = store.timeline(new Timeline.Query("windows", "events", 60, 96, null, 10));
        assertThat(hours.ends())
                .containsExactly(
                        Instant.parse("2026-03-01T11:45:00Z"),
                        Instant.parse("2026-03-01T12:00:00Z"),
                        Instant.parse("2026-03-01T12:15:00Z"),
                        Instant.parse("2026-03-01T12:30:00Z"));
        assertThat(hours.lines().get(0).values())
                .containsExactly(
                        BigDecimal.valueOf(4), BigDecimal.valueOf(4), BigDecimal.valueOf(7), BigDecimal.valueOf(12));
        assertThat(hours.open()).containsExactly(false, false, false, true);
        Timeline quarters = store.timeline(new Timeline.Query("windows", "sum_amount", 15, 2, "store", 10));
        assertThat(quarters.exact()).isTrue();
        assertThat(quarters.lines()).extracting(Timeline.Line::name).containsExactly("b", "a", null);
        assertThat(quarters.lines().get(0).values()).containsExactly(BigDecimal.ZERO, new BigDecimal("9.99"));
    }

    @Test
    void aPublicationIsToldOnce() throws IOException, SQLException {
        AtomicInteger told = new AtomicInteger();
        store.onChange(changed -> told.incrementAndGet());
        publish(3, 5);
        store.refresh();
        store.refresh();
        assertThat(told).hasValue(1);
        publish(4, 6);
        store.refresh();
        assertThat(told).hasValue(2);
        assertThat(store.tables().get(0).batch()).isEqualTo(4);
    }

    @Test
    void timeAloneMakesAQuerySilent() throws IOException {
        AtomicInteger told = new AtomicInteger();
        store.onChange(changed -> told.incrementAndGet());
        status("running", "2026-03-01T12:19:55Z", 9);
        store.refresh();
        String version = store.version();
        store.refresh();
        assertThat(store.version()).isEqualTo(version);
        now = NOW.plus(QueryHealth.SILENCE);
        store.refresh();
        assertThat(told).hasValue(2);
        assertThat(store.version()).isNotEqualTo(version);
    }

    @Test
    void whatIsNotThereGetsASentence() throws IOException, SQLException {
        publish(3, 5);
        store.refresh();
        assertThatThrownBy(() -> store.timeline(new Timeline.Query("other", "events", 60, 9, null, 10)))
                .isInstanceOf(BadQuestionException.class)
                .hasMessage("No query of that name publishes windows.");
        assertThatThrownBy(() -> store.timeline(new Timeline.Query("windows", "events\"", 60, 9, null, 10)))
                .hasMessage("The query has no figure of that name.");
        assertThatThrownBy(() -> store.timeline(new Timeline.Query("windows", "events", 61, 9, null, 10)))
                .hasMessage("A window is a multiple of 15 minutes, and there are 1 to 192 of them.");
    }

    @Test
    void damageLeavesTheOldFigures() throws IOException, SQLException {
        status("running", "2026-03-01T12:19:55Z", 9);
        store.refresh();
        Files.writeString(live.resolve("windows/status.json"), "{");
        store.refresh();
        assertThat(store.queries()).hasSize(1);
        assertThat(store.trouble()).get().asString().startsWith("The live queries cannot be looked at");
        status("failed", "2026-03-01T12:20:55Z", 9);
        store.refresh();
        assertThat(store.trouble()).isEmpty();
        assertThat(store.queries().get(0).isWell(NOW)).isFalse();
    }
}
