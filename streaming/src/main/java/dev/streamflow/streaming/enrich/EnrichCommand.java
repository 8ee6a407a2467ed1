package dev.streamflow.streaming.enrich;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.SchemaOptions;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.session.SessionFactory;
import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveOptions;
import dev.streamflow.streaming.query.LiveQuery;
import dev.streamflow.streaming.query.QueryIdentity;
import dev.streamflow.streaming.records.KafkaSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks the records of a topic and looks up what they refer to, each within milliseconds. */
@Command(
        name = "enrich",
        mixinStandardHelpOptions = true,
        description =
                "Joins each clean record of a topic with a row of a reference file into <topic>_enriched, and puts the others into"
                        + " <topic>_rejected with their reasons, within milliseconds, until it is stopped.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  stream enrich --schema purchases",
            "  stream enrich --schema sales --on product=product_name --as details",
            "  stream enrich --schema purchases --mode microbatch --trigger 500ms"
        })
public final class EnrichCommand implements Callable<Result> {
    @Mixin
    CommonOptions common;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    SchemaOptions schemas;

    @Mixin
    LiveOptions live;

    @Option(names = "--topic", description = "The Kafka topic (default: that of the schema)")
    String topic;

    @Option(
            names = "--from",
            paramLabel = "earliest|latest",
            defaultValue = "earliest",
            description = "Where the very first start begins (default: ${DEFAULT-VALUE})")
    KafkaSource.From from;

    @Option(
            names = "--mode",
            paramLabel = "realtime|microbatch",
            defaultValue = "realtime",
            description =
                    "realtime: each record as it comes, a task for each partition; microbatch: with few cores, or a Spark that has"
                            + " no real-time mode (default: ${DEFAULT-VALUE})")
    EnrichMode mode;

    @Option(
            names = "--reference",
            paramLabel = "FILE",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/data/reference/products.csv",
            description = "A CSV file with what records refer to; read at the start (default: ${DEFAULT-VALUE})")
    Path reference;

    @Option(
            names = "--on",
            paramLabel = "COLUMN|COLUMN=COLUMN",
            defaultValue = "product_id",
            description =
                    "The column by which a row is found; event=reference where they have different names (default: ${DEFAULT-VALUE})")
    String on;

    @Option(
            names = "--as",
            paramLabel = "NAME",
            description = "The property that holds the row (default: the reference's file name, as in products)")
    String name;

    @Option(
            names = "--unknown",
            paramLabel = "reject|keep",
            defaultValue = "reject",
            description =
                    "What becomes of a record that refers to a row that is not there: it is rejected, or kept with null"
                            + " (default: ${DEFAULT-VALUE})")
    Unknown unknown;

    private volatile LiveQuery running;

    /** Whether a record that refers to a row that is not there is rejected. */
    enum Unknown {
        REJECT,
        KEEP
    }

    @Override
    public Result call() {
        EventSchema schema = schemas.schema();
        String source = topic == null ? schema.topic().name() : topic;
        JoinColumn column = JoinColumn.of(schema, on);
        EnrichRules rules = EnrichRules.of(schema, column, property(), unknown == Unknown.REJECT);
        Reference rows = Reference.read(reference, column.reference(), column.key());
        Duration interval = live.trigger(mode.usual());
        Trigger trigger = mode.trigger(interval);
        try (LiveFolder folder = LiveFolder.open(live.live(), "enrich-" + source)) {
            TopicDescription found = topics(source);
            EnrichTarget target = EnrichTarget.of(source, found.topicId().toString(), kafka.client(Map.of()));
            int partitions = found.partitions().size();
            try (EnrichProgress progress = new EnrichProgress(kafka, target, partitions)) {
                SparkSession spark = spark(schema, source, partitions);
                Broadcast<Reference> shared =
                        JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(rows);
                EnrichWriter writer = new EnrichWriter(target, rules, shared);
                EnrichJob job = new EnrichJob(
                        QueryIdentity.of("enrich")
                                .with("topic", source, remedy())
                                .with("topic id", target.topicId(), remedy()),
                        () -> query(spark, schema, column, target, writer, trigger),
                        interval,
                        progress,
                        new GroupOffsets(kafka, "streamflow-enrich-" + source));
                running = new LiveQuery(spark, folder, live, job, Clock.systemUTC());
                return Result.done(running.run());
            }
        }
    }

    /** Asks it to stop, as a signal would; for a command that runs within another program. */
    void stop() {
        if (running != null) {
            running.stop();
        }
    }

    private String property() {
        return name == null ? reference.getFileName().toString().replaceFirst("\\.[^.]*$", "") : name;
    }

    private static String remedy() {
        return "The topic was created again: " + QueryIdentity.startOver();
    }

    private TopicDescription topics(String source) {
        try (Cluster cluster = Cluster.connect(kafka)) {
            OutputTopics topics = new OutputTopics(cluster);
            TopicDescription found = topics.source(source);
            topics.ensure(
                    EnrichTarget.of(source, found.topicId().toString(), Map.of()),
                    found.partitions().size());
            return found;
        }
    }

    private SparkSession spark(EventSchema schema, String source, int partitions) {
        SparkSlots.prepare(partitions);
        SparkSession spark = SessionFactory.live("streamflow enrich", live.profile());
        if (mode == EnrichMode.REALTIME) {
            SparkSlots.require(spark.sparkContext(), source, partitions);
        }
        new Checks(schema).validate(spark);
        return spark;
    }

    private DataStreamWriter<Row> query(
            SparkSession spark,
            EventSchema schema,
            JoinColumn column,
            EnrichTarget target,
            EnrichWriter writer,
            Trigger trigger) {
        Dataset<Row> records = new KafkaSource(kafka, target.topic(), from, 0).load(spark);
        Dataset<Row> checked = EnrichColumns.checked(EnrichColumns.unwritten(records, target), schema, column);
        return checked.writeStream().foreach(writer).outputMode("update").trigger(trigger);
    }
}
