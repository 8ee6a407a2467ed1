package dev.streamflow.producers;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.DateOptions;
import dev.streamflow.cli.Progress;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.SchemaOptions;
import dev.streamflow.cli.StopRequest;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.Days;
import dev.streamflow.producers.event.EventSource;
import dev.streamflow.producers.faults.FaultCounts;
import dev.streamflow.producers.faults.FaultInjector;
import dev.streamflow.producers.file.EventFiles;
import dev.streamflow.producers.file.EventFormat;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Generated events into CSV or JSON-lines files. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Generates the events of a schema into files: one, or one after the other. Each appears when it is complete.",
            "The same arguments give the same bytes. With --continuous and without a date, a file is of the date (UTC) that it is."
        },
        footer = {
            "",
            "Examples:",
            "  generate --schema purchases --n 10000 --format csv --output-dir build/files",
            "  generate --schema user_events --from 2026-01-01 --to 2026-01-07 --n 5000 --gzip --output-dir build/files",
            "  generate --schema sales --events 500 --batches 20 --interval 2 --format csv --output-dir build/incoming",
            "  generate --schema sales --events 500 --continuous --interval 5 --output-dir build/incoming"
        })
final class GenerateCommand implements Callable<Result> {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final LocalDate DEFAULT_DATE = LocalDate.of(2026, 1, 1);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final long DEFAULT_COUNT = 1000;
    private static final long LOOK_EVERY_NANOS = Duration.ofMillis(50).toNanos();

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    SchemaOptions schemaOptions;

    @Mixin
    DateOptions dates;

    @Mixin
    GeneratorOptions generator;

    @Option(
            names = {"--n", "--events"},
            paramLabel = "N",
            defaultValue = "" + DEFAULT_COUNT,
            description = "Events of each date in each file (default: ${DEFAULT-VALUE})")
    long count;

    @Option(
            names = "--format",
            defaultValue = "jsonl",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    EventFormat format;

    @Option(names = "--gzip", description = "Compress the files")
    boolean gzip;

    @Option(
            names = "--output-dir",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "The folder of the files (default: ${DEFAULT-VALUE})")
    Path folder;

    @Option(
            names = "--output-name",
            paramLabel = "NAME",
            description = "The files' name without extension (default: that of the schema)")
    String name;

    @Option(names = "--overwrite", description = "Replace files that are there already")
    boolean overwrite;

    @Option(names = "--batches", paramLabel = "N", description = "So many files, NAME-000001 and so on")
    Integer batches;

    @Option(names = "--continuous", description = "File after file, until stopped")
    boolean continuous;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Seconds between two files (default: ${DEFAULT-VALUE})")
    double interval;

    /** The last line of standard output. */
    record Generated(long events, List<EventFiles.Written> files, FaultCounts dirt, boolean stopped) {}

    @Override
    public Result call() {
        if (count < 0 || interval < 0 || (batches != null && (batches < 1 || continuous))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--n and --interval cannot be negative, --batches is at least 1 and without --continuous");
        }
        EventSchema schema = schemaOptions.schema();
        List<LocalDate> days = dates.dates().isEmpty() ? List.of(DEFAULT_DATE) : dates.dates();
        EventFiles files = new EventFiles(schema, folder, name == null ? schema.name() : name, format, gzip, overwrite);
        try (StopRequest stop = StopRequest.listen(PATIENCE)) {
            return Result.done(batches == null && !continuous ? one(files, days, stop) : many(files, days, stop));
        }
    }

    private Generated one(EventFiles files, List<LocalDate> days, StopRequest stop) {
        return generated(write(files, days, "", generator.source(files.schema()), 0, stop), stop);
    }

    /** What one file gave; without a file when it was stopped. */
    private record Batch(EventFiles.Written file, FaultCounts dirt) {}

    private Generated many(EventFiles files, List<LocalDate> days, StopRequest stop) {
        EventSource source = generator.source(files.schema());
        List<Batch> done = new ArrayList<>();
        for (int number = 1; (continuous || number <= batches) && !stop.isRequested(); number++) {
            if (number > 1) {
                pause(stop);
            }
            List<LocalDate> now = continuous && dates.dates().isEmpty() ? List.of(LocalDate.now(CLOCK)) : days;
            try {
                done.addAll(write(files, now, String.format(Locale.ROOT, "-%06d", number), source, number, stop));
            } catch (RuntimeException e) {
                throw CommandException.of(e).after(generated(done, stop));
            }
        }
        return generated(done, stop);
    }

    private List<Batch> write(
            EventFiles files, List<LocalDate> days, String suffix, EventSource source, int number, StopRequest stop) {
        Days clean = new Days(source, days, new EventSource.Events(count), false);
        FaultInjector events = new FaultInjector(clean, files.schema(), generator.dirt(), generator.seed() + number);
        try (Progress progress = Progress.start(files.name() + suffix, count * days.size())) {
            EventFiles.Written file = files.write(events, suffix, stop::isRequested, progress::advanceTo);
            return file == null ? List.of() : List.of(new Batch(file, events.counts()));
        }
    }

    private static Generated generated(List<Batch> batches, StopRequest stop) {
        return new Generated(
                batches.stream().mapToLong(batch -> batch.file().events()).sum(),
                batches.stream().map(Batch::file).toList(),
                batches.stream().map(Batch::dirt).reduce(FaultCounts.NONE, FaultCounts::plus),
                stop.isRequested());
    }

    private void pause(StopRequest stop) {
        long until =
                System.nanoTime() + (long) (interval * Duration.ofSeconds(1).toNanos());
        for (long left = until - System.nanoTime(); left > 0 && !stop.isRequested(); left = until - System.nanoTime()) {
            LockSupport.parkNanos(Math.min(left, LOOK_EVERY_NANOS));
        }
    }
}
