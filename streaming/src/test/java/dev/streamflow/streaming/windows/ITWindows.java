package dev.streamflow.streaming.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.streamflow.cli.Program;
import dev.streamflow.etl.EtlProgram;
import dev.streamflow.ingest.IngestProgram;
import dev.streamflow.streaming.SharedBroker;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows of a topic against DuckDB's own computation of them. */
class ITWindows {
    @TempDir
    Path folder;

    @Test
    void slidingHoursOfWhatCameInTimeAndNothingElse() throws Exception {
        SalesTopic topic = new SalesTopic("windows-sales", folder);
        Instant end = topic.sell(SalesTopic.START, 300);
        JsonNode status;
        try (WindowsRun windows = WindowsRun.start(folder.resolve("live"), topic.name(), 0)) {
            windows.untilRead(topic.records());
            // Behind the watermark from now on: the events that lie far before the newest one.
            topic.sell(end, 50);
            windows.untilRead(topic.records());
            assertThat(SalesTopic.published(windows.output())).isEqualTo(topic.expected(""));

            topic.dirt(0, bytes(topic.sale(900_001, SalesTopic.START)));
            topic.dirt(0, bytes(topic.first()));
            topic.dirt(
                    0, bytes(topic.sale(900_002, end.minus(Duration.ofHours(1)).minusSeconds(61))));
            topic.dirt(0, bytes("{\"order_id\":"));
            topic.dirt(1, bytes(topic.sale(900_003, SalesTopic.START).replace("\"quantity\":", "\"quantity\":-")));
            topic.dirt(1, bytes(topic.sale(900_004, Instant.parse("2099-01-01T00:00:00Z"))));
            topic.dirt(1, null);
            topic.sell(end.plus(Duration.ofMinutes(50)), 20);
            status = windows.untilRead(topic.records());
            assertThat(SalesTopic.published(windows.output())).isEqualTo(topic.expected(""));
        }
        assertThat(status.path("balanced").asBoolean()).as("%s", status).isTrue();
        assertThat(status.path("late").asLong()).as("%s", status).isEqualTo(3);
        assertThat(status.path("quarantined").asLong()).isEqualTo(3);
        assertThat(status.path("tombstones").asLong()).isEqualTo(1);
        assertThat(status.path("counted").asLong()).isEqualTo(370);
        assertThat(status.path("reasons").toString())
                .isEqualTo("{\"json:truncated\":1,\"order_date:future\":1,\"quantity:minimum\":1}");
    }

    @Test
    void theDaysPanesAreItsDailyTableButForWhatWasLate() throws Exception {
        SalesTopic topic = new SalesTopic("sales", folder);
        Instant end = topic.sell(SalesTopic.START, 300);
        Path panes;
        long late;
        try (WindowsRun windows = WindowsRun.start(folder.resolve("live"), topic.name(), 0)) {
            windows.untilRead(topic.records());
            batch(topic.name());
            assertThat(panes(windows.output())).isEqualTo(daily());

            topic.sell(end, 20);
            windows.untilRead(topic.records());
            topic.sell(SalesTopic.START, 10);
            topic.dirt(0, bytes("{}"));
            SharedBroker.flush();
            late = windows.untilRead(topic.records()).path("late").asLong();
            panes = windows.output().resolve("current").toRealPath();
        }
        batch(topic.name());
        assertThat(late).isGreaterThanOrEqualTo(10);
        assertThat(Duck.query("SELECT sum(events) FROM '" + panes + "/panes/*.parquet'"))
                .containsExactly("320");
        assertThat(Duck.query("SELECT sum(events) FROM '" + folder + "/lake/gold/daily_sales/*/*.parquet'"))
                .containsExactly("330");
    }

    /** The moments of a publication after which a kill leaves different things behind. */
    @Test
    void aBatchThatIsCutOffAnywhereIsPublishedOnce() throws Exception {
        SalesTopic topic = new SalesTopic("windows-cut", folder);
        Path live = folder.resolve("live");
        Instant now = SalesTopic.START;
        for (String step :
                List.of(PublicationListener.BEGUN, PublicationListener.PUBLISHED, PublicationListener.POINTED)) {
            now = topic.sell(now, 60);
            try (WindowsRun windows = WindowsRun.start(live, topic.name(), 25, cutAt(step))) {
                assertThat(windows.failure()).hasMessageContaining("cut off when it had " + step);
            }
        }
        topic.sell(now, 20);
        try (WindowsRun windows = WindowsRun.start(live, topic.name(), 0)) {
            JsonNode status = windows.untilRead(topic.records());

            assertThat(status.path("read").asLong()).isEqualTo(topic.records());
            assertThat(status.path("balanced").asBoolean()).as("%s", status).isTrue();
            assertThat(SalesTopic.published(windows.output())).isEqualTo(topic.expected(""));
        }
    }

    /** The second time. */
    private static PublicationListener cutAt(String wanted) {
        AtomicInteger left = new AtomicInteger(2);
        return step -> {
            if (step.equals(wanted) && left.decrementAndGet() == 0) {
                throw new IllegalStateException("cut off when it had " + step);
            }
        };
    }

    private void batch(String topic) {
        String landing = folder.resolve("landing").toString();
        run(
                IngestProgram.command(),
                "land",
                "--topic",
                topic,
                "--schemas",
                "../schemas",
                "--landing",
                landing,
                "--bootstrap-servers",
                SharedBroker.bootstrapServers());
        run(
                new EtlProgram(),
                "etl",
                "--date",
                "2026-03-01",
                "--topics",
                topic,
                "--landing",
                landing,
                "--lake",
                folder.resolve("lake").toString(),
                "--schemas",
                "../schemas",
                "--products",
                "../data/reference/products.csv");
    }

    private static void run(Object program, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Program.run(program, new PrintWriter(out, true), new PrintWriter(err, true), args);
        assertThat(exit).as(out + "\n" + err).isZero();
    }

    private static List<String> panes(Path output) throws IOException {
        return Duck.query("SELECT store, sum(events), sum(sum_quantity), sum(sum_amount) FROM '"
                + output.resolve("current").toRealPath() + "/panes/*.parquet' GROUP BY ALL ORDER BY ALL");
    }

    private List<String> daily() {
        return Duck.query("SELECT store, sum(events), sum(sum_quantity), sum(sum_amount) FROM '" + folder
                + "/lake/gold/daily_sales/*/*.parquet' GROUP BY ALL ORDER BY ALL");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
