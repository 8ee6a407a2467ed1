package dev.streamflow.streaming.load;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.csv.DialectOptions;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.session.SessionFactory;
import dev.streamflow.streaming.load.files.Folders;
import dev.streamflow.streaming.load.files.Intake;
import dev.streamflow.streaming.load.table.EventTable;
import dev.streamflow.streaming.load.table.TableSetup;
import dev.streamflow.streaming.query.LiveFolder;
import dev.streamflow.streaming.query.LiveOptions;
import dev.streamflow.streaming.query.LiveQuery;
import dev.streamflow.streaming.query.LiveStatus;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Files into PostgreSQL. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Loads the CSV and JSON-lines files that come into a folder into a table of PostgreSQL, each file's content once.",
            "Files go on to accepted/, and when they are in the database to done/; what is no file of such events goes to refused/."
        },
        footer = {
            "",
            "Examples:",
            "  load --input data/incoming",
            "  load --input data/incoming --schema purchases --url postgresql://loader@db/shop --password-file secret"
        })
public final class LoadCommand implements Callable<Result> {
    @Option(
            names = "--input",
            paramLabel = "DIR",
            defaultValue = "data/incoming",
            description = "The folder that files come into (default: ${DEFAULT-VALUE})")
    Path input;

    @Option(
            names = "--settle",
            paramLabel = "DURATION",
            defaultValue = "5s",
            description =
                    "A file is taken when its size and time have not changed for so long (default: ${DEFAULT-VALUE})")
    Duration settle;

    @Mixin
    TargetOptions target;

    @Mixin
    DatabaseOptions databaseOptions;

    @Mixin
    DialectOptions dialect;

    @Mixin
    LiveOptions live;

    @Mixin
    CommonOptions common;

    /** The last line of standard output: what was loaded since the start. */
    record Loaded(String table, String view, LiveStatus.State state, Map<String, Object> figures) {}

    @Override
    public Result call() {
        EventSchema schema = target.schema();
        EventTable table = target.table(schema);
        TableSetup setup = new TableSetup(schema, table);
        Folders folders = Folders.make(input);
        Consumer<String> log = System.err::println;
        try (LiveFolder folder = LiveFolder.open(live.live(), LoadJob.NAME);
                Server server = Server.open(databaseOptions, live.live());
                PreparedServer prepared = new PreparedServer(server, setup, table, log)) {
            SparkSession spark = SessionFactory.live("streamflow load", live.profile());
            new Checks(schema).validate(spark);
            Intake intake = new Intake(folders, settle, System::nanoTime);
            LoadJob job =
                    new LoadJob(spark, schema, table, dialect.dialect(), folders, prepared, intake, live.trigger());
            IntakeThread watching = IntakeThread.start(intake);
            try {
                LiveStatus last = new LiveQuery(spark, folder, live, job, Clock.systemUTC()).run();
                return Result.done(new Loaded(table.name(), setup.view(), last.state(), job.figures()));
            } finally {
                watching.close();
            }
        }
    }
}
