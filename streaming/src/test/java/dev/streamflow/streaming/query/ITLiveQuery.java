package dev.streamflow.streaming.query;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.cli.NotReadyException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.streaming.LiveTestOptions;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.records.KafkaRecords;
import dev.streamflow.streaming.records.KafkaSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every live query does, shown by one that only collects. */
class ITLiveQuery {
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(2);
    private static final EventSchema SCHEMA = SchemaReader.parse("readings", """
            {"description": "Readings", "type": "object",
             "properties": {"id": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
               "count": {"type": "integer", "minimum": 0}},
             "required": ["at"], "x-event-time": {"field": "at"}, "x-id": "id"}
            """);

    @TempDir
    Path live;

    private final SparkSession spark = LiveTestOptions.spark();
    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());

    private record Collecting(SparkSession spark, String topic, String mark, List<String> seen) implements LiveJob {
        @Override
        public QueryIdentity identity() {
            return QueryIdentity.of("collecting").with(SCHEMA).with("mark", mark, "Mark it as before.");
        }

        @Override
        public DataStreamWriter<Row> writer() {
            KafkaSource source = new KafkaSource(SharedBroker.options(), topic, KafkaSource.From.EARLIEST, 0);
            return KafkaRecords.checked(SCHEMA, source.load(spark))
                    .writeStream()
                    .trigger(Trigger.ProcessingTime(100))
                    .foreachBatch((rows, batch) -> {
                        rows.select("id", "count", "_partition", "_offset", "_reasons").collectAsList().stream()
                                .map(Row::toString)
                                .forEach(seen::add);
                    });
        }
    }

    @Test
    void recordsBecomeRowsAndTheNextStartGoesOn() throws Exception {
        SharedBroker.create("collected", 1);
        send("collected", "{\"id\":\"a\",\"at\":\"2026-01-31T00:00:00Z\",\"count\":3}");
        send("collected", "{\"id\":\"b\",\"at\":\"2026-01-31T00:00:00Z\",\"count\":-1}");
        send("collected", "{\"id\":");
        SharedBroker.send("collected", 0, 0, null);
        SharedBroker.flush();

        JsonNode status = untilSeen(4);

        assertThat(seen)
                .containsExactly(
                        "[a,3,0,0,ArraySeq()]",
                        "[b,null,0,1,ArraySeq(count:minimum)]",
                        "[null,null,0,2,ArraySeq(json:truncated)]",
                        "[null,null,0,3,ArraySeq(tombstone)]");
        assertThat(status.path("state").asText()).isEqualTo("stopped");
        assertThat(status.path("lag").path("collected-0").asLong(-1)).isZero();

        send("collected", "{\"id\":\"c\",\"at\":\"2026-01-31T00:00:00Z\",\"count\":5}");
        SharedBroker.flush();
        untilSeen(5);

        assertThat(seen).last().isEqualTo("[c,5,0,4,ArraySeq()]");
    }

    @Test
    void oneProcessAtATime() throws Exception {
        try (LiveFolder first = LiveFolder.open(live, "collecting")) {
            assertThat(first.path()).isDirectory();
            assertThatThrownBy(() -> LiveFolder.open(live, "collecting"))
                    .isInstanceOf(NotReadyException.class)
                    .hasMessage("Cannot start collecting in " + first.path() + ": process "
                            + ProcessHandle.current().pid() + " of " + host() + " runs there");
        }
        LiveFolder.open(live, "collecting").close();
    }

    private static String host() throws java.io.IOException {
        return java.net.InetAddress.getLocalHost().getHostName();
    }

    @Test
    void aCheckpointOfAnotherQueryIsRefused() throws Exception {
        SharedBroker.create("marked", 1);
        String checkpoint = "file:" + live.resolve("collecting/checkpoint");
        QueryIdentity first = new Collecting(spark, "marked", "one", seen).identity();
        first.claim(checkpoint, spark.sparkContext().hadoopConfiguration());

        assertThatThrownBy(() -> query("marked", "two").run())
                .isInstanceOf(UsageException.class)
                .hasMessage("Cannot continue from " + checkpoint + ": its mark is one, now it is two");
        Files.delete(live.resolve("collecting/checkpoint/streamflow.json"));
        Files.createDirectories(live.resolve("collecting/checkpoint/offsets"));
        assertThatThrownBy(() -> query("marked", "two").run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it is a checkpoint of another program");
    }

    private LiveQuery query(String topic, String mark) {
        LiveFolder folder = LiveFolder.open(live, "collecting");
        folder.close();
        return new LiveQuery(
                spark, folder, LiveTestOptions.in(live), new Collecting(spark, topic, mark, seen), Clock.systemUTC());
    }

    /** Runs the query until it has seen so many records, and gives its last status. */
    private JsonNode untilSeen(int count) throws Exception {
        LiveQuery query = query("collected", "one");
        CompletableFuture<LiveStatus> run = CompletableFuture.supplyAsync(query::run);
        long deadline = System.nanoTime() + PATIENCE;
        while (seen.size() < count) {
            assertThat(run).isNotDone();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(50);
        }
        query.stop();
        run.get(1, TimeUnit.MINUTES);
        return new ObjectMapper()
                .readTree(live.resolve("collecting/status.json").toFile());
    }

    private static void send(String topic, String value) {
        SharedBroker.send(topic, 0, 1_769_817_600_000L, value.getBytes(UTF_8));
    }
}
