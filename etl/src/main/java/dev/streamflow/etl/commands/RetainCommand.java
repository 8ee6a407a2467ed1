package dev.streamflow.etl.commands;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.TextTable;
import dev.streamflow.cli.UsageException;
import dev.streamflow.etl.job.SparkErrors;
import dev.streamflow.etl.retention.Deleted;
import dev.streamflow.etl.retention.RetentionJob;
import dev.streamflow.etl.retention.RetentionSettings;
import dev.streamflow.etl.retention.RetentionZone;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code retain} command: deletes what is older than it has to be kept. */
@Command(
        name = "retain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Deletes the event dates before a date from all tables of the lake, and what has landed of them. Both ledgers"
                        + " stay and say what went: it is retention and no loss. What is deleted of landing cannot be computed again.",
        footer = {
            "",
            "Examples:",
            "  retain --before 2026-01-01 --dry-run          what would go",
            "  retain --before 2026-01-01                    2025 and earlier, of the tables and of landing",
            "  retain --before 2026-01-01 --only lake        the tables; landing stays to compute them from",
            "  retain --before 2026-01-01 --only landing --topics user_events"
        })
public final class RetainCommand implements Callable<Result> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--before",
            paramLabel = "DATE",
            required = true,
            description =
                    "The first event date (UTC) that is kept. Rejected records and tombstones have none: those of runs that"
                            + " were planned before that day go")
    LocalDate before;

    @Option(names = "--only", paramLabel = "lake|landing", description = "One of the two (default: both)")
    RetentionZone only;

    @Option(
            names = "--landing",
            paramLabel = "DIR",
            defaultValue = "data/landing",
            description = "What has landed (default: ${DEFAULT-VALUE})")
    String landing;

    @Option(
            names = "--lake",
            paramLabel = "DIR",
            defaultValue = "data/lake",
            description = "Where the tables are; also with `--only landing`, so that no run computes from what goes"
                    + " (default: ${DEFAULT-VALUE})")
    String lake;

    @Option(
            names = "--topics",
            paramLabel = "TOPIC",
            split = ",",
            description = "Of landing only these (default: all). A date leaves all tables together")
    Set<String> topics = Set.of();

    @Option(
            names = "--copies",
            paramLabel = "DIR",
            description =
                    "A folder of this machine with copies of gold_csv, <table>/<date>.csv: their dates go with the lake's")
    Optional<Path> copies = Optional.empty();

    @Option(names = "--dry-run", description = "Say what would be deleted, and change nothing")
    boolean dryRun;

    @Mixin
    CommonOptions common;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Result call() {
        LocalDate today = LocalDate.now(clock);
        if (before.isAfter(today)) {
            throw new UsageException(
                    "Cannot delete what is before " + before + ": that date is in the future",
                    "Today is " + today + " (UTC); --before takes that date or an earlier one.");
        }
        RetentionJob job = new RetentionJob(
                new RetentionSettings(before, Optional.ofNullable(only), landing, lake, topics, copies),
                HadoopSettings.configuration(),
                clock.instant());
        Deleted deleted = SparkErrors.naming(
                "delete what is before " + before, () -> dryRun ? job.look() : job.run(RunName.at(clock)));
        if (deleted.isNothing()) {
            spec.commandLine().getErr().println("Nothing to delete: nothing is from before " + before);
            return Result.nothingToDo(deleted);
        }
        say(deleted);
        return Result.done(deleted);
    }

    private void say(Deleted deleted) {
        TextTable table = new TextTable(dryRun ? "would delete" : "deleted", "dates", "files", "bytes");
        if (deleted.lake() != null) {
            deleted.lake()
                    .tables()
                    .forEach(one -> table.row(one.zone() + "/" + one.table(), one.dates(), one.files(), one.bytes()));
        }
        if (deleted.copies() != null) {
            table.row(
                    "copies in " + deleted.copies().folder(),
                    "",
                    deleted.copies().files(),
                    deleted.copies().bytes());
        }
        deleted.landing().stream()
                .filter(one -> one.files() + one.finished() > 0)
                .forEach(one -> table.row(
                        "landing of " + one.topic(),
                        one.dates().size(),
                        one.files() + one.finished(),
                        one.bytes() + one.finishedBytes()));
        table.lines().forEach(spec.commandLine().getOut()::println);
        deleted.landing().stream()
                .filter(one -> one.missing() > 0)
                .forEach(one -> spec.commandLine()
                        .getErr()
                        .println("Warning: " + one.topic() + ": " + one.missing()
                                + " of these files were not there any more"));
    }
}
