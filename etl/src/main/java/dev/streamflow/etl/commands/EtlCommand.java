package dev.streamflow.etl.commands;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.etl.job.DailyEtl;
import dev.streamflow.etl.job.EtlSettings;
import dev.streamflow.etl.landing.HadoopLanding;
import dev.streamflow.etl.silver.Checks;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.session.Profile;
import dev.streamflow.session.SessionFactory;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code etl} command: options to settings, settings to the job. */
@Command(
        name = "etl",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Makes silver, quarantine and gold of one event date or of a range, from what has landed.",
        footer = {
            "",
            "Examples:",
            "  etl --date 2026-01-01",
            "  etl --from 2026-01-01 --to 2026-01-31 --topics user_events,transaction_events",
            "  spark-submit --master spark://master:7077 etl.jar etl --date 2026-01-01 --profile prod"
        })
public final class EtlCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Mixin
    DateOptions dates;

    @Mixin
    TableOptions about;

    @Option(
            names = "--products",
            paramLabel = "FILE",
            defaultValue = "${env:STREAMFLOW_HOME:-.}/data/reference/products.csv",
            description = "The list of products (default: ${DEFAULT-VALUE})")
    String products;

    @Option(
            names = "--rows-per-file",
            paramLabel = "N",
            defaultValue = EtlSettings.SPREADSHEET,
            description =
                    "The most rows of a file of gold: of a date that has more, Parquet and CSV are several files, the CSV ones"
                            + " numbered (default: ${DEFAULT-VALUE}, with the header what a spreadsheet shows)")
    long rowsPerFile;

    @Option(
            names = "--due",
            description =
                    "Of these dates only those that are due, as `due` says, once it is this run's turn to publish")
    boolean onlyDue;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Kept in the ledger with each date; `ledger --label` finds by it what was published")
    String label;

    @Option(
            names = "--profile",
            defaultValue = "dev",
            description = "dev: on this machine; prod: as spark-submit says (default: ${DEFAULT-VALUE})")
    Profile profile;

    @Mixin
    CommonOptions common;

    @Override
    public Result call() {
        List<LocalDate> asked = dates.requiredDates();
        List<EventSchema> known = about.known();
        SparkSession spark = SessionFactory.session("streamflow etl", profile);
        HadoopLanding zone =
                new HadoopLanding(about.landing, spark.sparkContext().hadoopConfiguration()).existing();
        List<EventSchema> chosen = about.chosen(zone, known);
        chosen.forEach(schema -> new Checks(schema).validate(spark));

        Clock clock = Clock.systemUTC();
        String run = RunName.at(clock);
        EtlSettings settings = new EtlSettings(
                asked,
                chosen,
                about.tables,
                about.landing,
                about.lake,
                products,
                about.drift,
                rowsPerFile,
                onlyDue,
                label);
        try (DailyEtl etl = DailyEtl.start(spark, settings, zone, clock, run)) {
            return new Publication(etl, run, spec.commandLine().getErr()).of(asked);
        }
    }
}
