package dev.streamflow.streaming.purchases;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.kafka.Cluster;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.kafka.Topics;
import dev.streamflow.session.SessionFactory;
import dev.streamflow.streaming.query.GroupOffsets;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveJson;
import dev.streamflow.streaming.query.LiveOptions;
import dev.streamflow.streaming.query.LiveQuery;
import dev.streamflow.streaming.query.LiveStatus;
import dev.streamflow.streaming.query.QueryIdentity;
import dev.streamflow.streaming.records.KafkaSource;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code purchases} command: totals of a topic on the console, batch by batch. */
@Command(
        name = "purchases",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Adds up the amounts of a topic, and every 10 s prints the totals of each date (UTC), of each category and in all.",
            "Totals are exact, survive any kill, and count no record twice. What is no clean event is counted with its reason."
        },
        footer = {
            "",
            "Examples:",
            "  stream purchases",
            "  stream purchases --from latest --trigger 5s --json",
            "  stream purchases --schema sales --amount amount --by store"
        })
public final class PurchasesCommand implements Callable<Result> {
    private static final String JOB = "purchases";
    private static final long MOST_OF_A_BATCH = 500_000;
    private static final int LEAST_WIDTH = 24;

    @Spec
    CommandSpec spec;

    @Option(
            names = "--schema",
            paramLabel = "NAME|FILE",
            defaultValue = "purchases",
            description = "A schema by its name in the folder of schemas, or a schema file (default: ${DEFAULT-VALUE})")
    String schema;

    @Option(
            names = "--schemas",
            paramLabel = "DIR",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/schemas",
            description = "The folder of schemas (default: ${DEFAULT-VALUE})")
    Path schemas;

    @Option(
            names = "--amount",
            paramLabel = "COLUMN",
            description = "What is added up (default: the first money, else the last, of x-aggregate's measures)")
    String amount;

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "What the breakdown is by (default: the first of x-aggregate's dimensions)")
    String by;

    @Option(
            names = "--from",
            paramLabel = "earliest|latest",
            defaultValue = "earliest",
            description =
                    "Where the first start begins; later ones go on where the one before stopped (default: ${DEFAULT-VALUE})")
    KafkaSource.From from;

    @Option(
            names = "--max-events",
            paramLabel = "N",
            description = "Stop after the batch with which so many records have been read since the start")
    Long maxEvents;

    @Option(
            names = "--remember",
            paramLabel = "DURATION",
            defaultValue = "1d",
            description =
                    "How long an event's x-id is known after its first record was read: a second one within that time is a"
                            + " duplicate (default: ${DEFAULT-VALUE})")
    Duration remembered;

    @Option(names = "--json", description = "Print one line of JSON for each batch instead")
    boolean json;

    @Option(
            names = "--width",
            paramLabel = "COLUMNS",
            description = "How wide the text may be (default: that of the terminal, without one 80)")
    Integer width;

    @Mixin
    LiveOptions live;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    CommonOptions common;

    /** The last line of standard output. */
    record Stopped(String topic, long batch, long read, long transactions, BigDecimal runningTotal) {}

    @Override
    public Result call() {
        check();
        EventSchema events = Schemas.find(schema, schemas.normalize());
        PurchaseColumns columns = PurchaseColumns.of(events, Optional.ofNullable(amount), Optional.ofNullable(by));
        try (LiveFolder folder = LiveFolder.open(live.live(), JOB)) {
            String topicId = topicId(events);
            SparkSession spark = SessionFactory.live("streamflow " + JOB, live.profile());
            new Checks(events).validate(spark);
            QueryIdentity identity = QueryIdentity.of(JOB)
                    .with(events)
                    .with(
                            "columns",
                            columns.amount() + " by " + columns.by(),
                            "Ask for those, or " + QueryIdentity.startOver())
                    .with(
                            "topic id",
                            topicId,
                            "The topic was made anew. To read the new one, " + QueryIdentity.startOver())
                    .with(
                            "shuffle partitions",
                            spark.conf().get("spark.sql.shuffle.partitions"),
                            "Set spark.sql.shuffle.partitions to that, or " + QueryIdentity.startOver());
            return Result.done(run(spark, folder, columns, identity));
        }
    }

    private void check() {
        if (maxEvents != null && maxEvents < 1) {
            throw new UsageException("Cannot stop after " + maxEvents + " events: it must be at least 1");
        } else if (width != null && width < LEAST_WIDTH) {
            throw new UsageException("Cannot use --width " + width + ": it must be at least " + LEAST_WIDTH);
        } else if (remembered.isZero()) {
            throw new UsageException("Cannot use --remember 0: it must be longer");
        }
    }

    private String topicId(EventSchema events) {
        try (Cluster cluster = Cluster.connect(kafka)) {
            Topics topics = new Topics(cluster);
            PrintWriter err = spec.commandLine().getErr();
            topics.ensure(events.topic())
                    .forEach(difference -> err.println("Warning: " + difference + " It is left as it is."));
            return topics.find(events.topic().name()).orElseThrow().topicId().toString();
        }
    }

    private Stopped run(SparkSession spark, LiveFolder folder, PurchaseColumns columns, QueryIdentity identity) {
        String topic = columns.schema().topic().name();
        long batch = maxEvents == null ? MOST_OF_A_BATCH : Math.min(maxEvents, MOST_OF_A_BATCH);
        PurchasesJob.Settings settings = new PurchasesJob.Settings(
                columns,
                new KafkaSource(kafka, topic, from, batch),
                LiveQuery.checkpoint(folder, live),
                live.trigger(),
                remembered,
                maxEvents == null ? 0 : maxEvents);
        AtomicReference<LiveQuery> query = new AtomicReference<>();
        PurchasesJob job = new PurchasesJob(
                spark, settings, identity, console(columns, query), new GroupOffsets(kafka, "streamflow-" + JOB));
        query.set(new LiveQuery(spark, folder, live, job, Clock.systemUTC()));
        LiveStatus status = query.get().run();
        Totals totals = job.totals();
        Tally running = totals.running();
        return new Stopped(topic, status.batch(), totals.read(), running.transactions(), running.amount());
    }

    private PurchasesJob.Console console(PurchaseColumns columns, AtomicReference<LiveQuery> query) {
        PrintWriter out = spec.commandLine().getOut();
        SummaryText text = new SummaryText(
                columns.amount(),
                columns.by(),
                width == null ? spec.commandLine().getUsageHelpWidth() : width);
        return new PurchasesJob.Console() {
            @Override
            public void show(BatchSummary batch, Totals totals) {
                if (json) {
                    out.println(LiveJson.of(SummaryJson.of(columns, batch, totals)));
                } else {
                    text.lines(batch, totals).forEach(out::println);
                }
                if (out.checkError()) {
                    throw new OperationFailedException(
                            "Cannot print batch " + batch.batch() + ": nobody reads standard output");
                }
            }

            @Override
            public void enough() {
                query.get().stop();
            }
        };
    }
}
