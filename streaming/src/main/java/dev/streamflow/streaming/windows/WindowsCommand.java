package dev.streamflow.streaming.windows;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.Topics;
import dev.streamflow.session.SessionFactory;
import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveOptions;
import dev.streamflow.streaming.query.LiveQuery;
import dev.streamflow.streaming.records.KafkaSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The {@code windows} command. */
@Command(
        name = "windows",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Counts and adds up a topic's events in sliding hours, until it is stopped.",
        footer = {
            "",
            "Examples:",
            "  stream windows",
            "  stream windows --schema purchases --by product_category --lateness 15m",
            "  STREAM_OUTPUT_PATH=hdfs://namenode:8020/live/windows ./streamflow stream windows --profile prod"
        })
public final class WindowsCommand implements Callable<Result> {
    static final String JOB = "windows";

    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            defaultValue = "sales",
            description = "A schema with x-aggregate, by its name or its file (default: ${DEFAULT-VALUE})")
    String schema;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    @Option(names = "--topic", paramLabel = "NAME", description = "The topic (default: the schema's)")
    String topic;

    @Option(
            names = "--by",
            paramLabel = "COLUMN,…",
            split = ",",
            description = "What events are counted by (default: the dimensions of x-aggregate)")
    List<String> by = List.of();

    @Option(
            names = "--lateness",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "How far behind the newest event others are still counted (default: ${DEFAULT-VALUE})")
    Duration lateness;

    @Option(
            names = "--max-ahead",
            paramLabel = "DURATION",
            defaultValue = "1h",
            description = "Events further in the future than this have a wrong clock and are quarantined here"
                    + " (default: ${DEFAULT-VALUE})")
    Duration ahead;

    @Option(
            names = "--from",
            defaultValue = "earliest",
            description = "Where the first start begins: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    KafkaSource.From from;

    @Option(
            names = "--max-events",
            paramLabel = "N",
            defaultValue = "200000",
            description = "The most events of one batch (default: ${DEFAULT-VALUE})")
    long maxEvents;

    @Option(
            names = "--output",
            paramLabel = "DIR|URI",
            defaultValue = "${env:STREAM_OUTPUT_PATH:-}",
            description = "Where the windows are published, file:// or hdfs://"
                    + " (default: STREAM_OUTPUT_PATH, else output in the query's folder)")
    String output;

    @Mixin
    LiveOptions live;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    CommonOptions common;

    @Override
    public Result call() {
        EventSchema known = Schemas.find(schema, schemas.normalize());
        WindowTable table = WindowTable.of(known, by);
        Clock clock = Clock.systemUTC();
        try (LiveFolder folder = LiveFolder.open(live.live(), JOB)) {
            String name = topic == null ? known.topic().name() : topic;
            String id = topicId(known, name);
            SparkSession spark = SessionFactory.live("streamflow windows", live.profile());
            new Checks(known).validate(spark);
            WindowsJob job = new WindowsJob(
                    spark,
                    folder,
                    new PaneStream(table, lateness, ahead),
                    new KafkaSource(kafka, name, from, maxEvents),
                    WindowStore.open(spark, output(folder), PublicationListener.NONE),
                    id,
                    live.trigger(),
                    new GroupOffsets(kafka, "streamflow-" + JOB + "-" + name),
                    clock,
                    PublicationListener.NONE);
            return Result.done(new LiveQuery(spark, folder, live, job, clock).run());
        }
    }

    private String output(LiveFolder folder) {
        return output == null || output.isBlank()
                ? folder.path().resolve("output").toUri().toString()
                : output;
    }

    /** The topic is created where it is missing: who reads may start before who writes. */
    private String topicId(EventSchema known, String name) {
        try (Cluster cluster = Cluster.connect(kafka)) {
            Topics topics = new Topics(cluster);
            if (topics.find(name).isEmpty()) {
                topics.ensure(new dev.streamflow.events.model.Topic(
                        name,
                        known.topic().key(),
                        known.topic().partitions(),
                        known.topic().retention()));
            }
            return topics.find(name).orElseThrow().topicId().toString();
        }
    }
}
