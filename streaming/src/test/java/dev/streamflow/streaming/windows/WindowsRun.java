package dev.streamflow.streaming.windows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.Topics;
import dev.streamflow.streaming.LiveTestOptions;
import dev.streamflow.streaming.SharedBroker;
import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveOptions;
import dev.streamflow.streaming.query.LiveQuery;
import dev.streamflow.streaming.query.LiveStatus;
import dev.streamflow.streaming.records.KafkaSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;

/** The windows query in this JVM. */
final class WindowsRun implements AutoCloseable {
    static final EventSchema SALES = Schemas.find("sales", Path.of("../schemas"));

    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);

    private final LiveFolder folder;
    private final LiveQuery query;
    private final CompletableFuture<LiveStatus> run;

    private WindowsRun(LiveFolder folder, LiveQuery query) {
        this.folder = folder;
        this.query = query;
        this.run = CompletableFuture.supplyAsync(query::run);
    }

    static WindowsRun start(Path live, String topic, long maxEvents, String... options) {
        return start(live, topic, maxEvents, PublicationListener.NONE, options);
    }

    static WindowsRun start(Path live, String topic, long maxEvents, PublicationListener listener, String... options) {
        return start(live, SharedBroker.options(), topic, maxEvents, listener, options);
    }

    static WindowsRun start(
            Path live,
            KafkaOptions kafka,
            String topic,
            long maxEvents,
            PublicationListener listener,
            String... options) {
        LiveFolder folder = LiveFolder.open(live, "windows");
        return new WindowsRun(
                folder, query(folder, kafka, topic, maxEvents, listener, LiveTestOptions.in(live, options)));
    }

    /** Windows of sales by store, an hour late at most. */
    private static LiveQuery query(
            LiveFolder folder,
            KafkaOptions kafka,
            String topic,
            long maxEvents,
            PublicationListener listener,
            LiveOptions options) {
        SparkSession spark = LiveTestOptions.spark();
        WindowsJob job = new WindowsJob(
                spark,
                folder,
                new PaneStream(WindowTable.of(SALES, List.of("store")), Duration.ofHours(1), Duration.ofDays(1)),
                new KafkaSource(kafka, topic, KafkaSource.From.EARLIEST, maxEvents),
                WindowStore.open(spark, folder.path().resolve("output").toString(), listener),
                topicId(kafka, topic),
                Duration.ofMillis(100),
                new GroupOffsets(kafka, "streamflow-windows-" + topic),
                Clock.systemUTC(),
                listener);
        return new LiveQuery(spark, folder, options, job, Clock.systemUTC());
    }

    private static String topicId(KafkaOptions kafka, String topic) {
        try (Cluster cluster = Cluster.connect(kafka)) {
            return new Topics(cluster).find(topic).orElseThrow().topicId().toString();
        }
    }

    Path output() {
        return folder.path().resolve("output");
    }

    /** Waits until it has read so many records, and gives its status. */
    JsonNode untilRead(long records) throws Exception {
        long deadline = System.nanoTime() + PATIENCE;
        while (status().path("read").asLong() < records) {
            assertThat(System.nanoTime()).as(() -> "waiting: " + status()).isLessThan(deadline);
            if (run.isDone()) {
                run.get();
            }
            Thread.sleep(100);
        }
        return status();
    }

    JsonNode status() {
        try {
            return new ObjectMapper().readTree(Files.readString(folder.path().resolve("status.json")));
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode();
        }
    }

    /** The failure that ends it. */
    Throwable failure() throws Exception {
        try {
            run.get(10, TimeUnit.MINUTES);
            throw new AssertionError("it did not fail");
        } catch (java.util.concurrent.ExecutionException e) {
            return e.getCause();
        }
    }

    @Override
    public void close() {
        query.stop();
        run.handle((status, failure) -> status).orTimeout(2, TimeUnit.MINUTES).join();
        folder.close();
    }
}
