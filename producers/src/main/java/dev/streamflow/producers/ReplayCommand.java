package dev.streamflow.producers;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.SchemaOptions;
import dev.streamflow.cli.ShareConverter;
import dev.streamflow.cli.TooManyRejectedException;
import dev.streamflow.csv.DialectOptions;
import dev.streamflow.csv.FileTally;
import dev.streamflow.csv.RowCounts;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.producers.event.EventStream;
import dev.streamflow.producers.replay.Replay;
import dev.streamflow.producers.send.SendLoop;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Events of CSV or JSON files into a topic. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the rows of CSV or JSON files, plain, gzip or zstd, to the topic of a schema.",
            "A CSV file has a header; fields are read from the column that x-source names. JSON objects, one a line or in an"
                    + " array, are sent byte by byte.",
            "Files are read whole before anything is sent; one that cannot be read is refused. Then every row is sent: one that"
                    + " is no event (too many or too few cells, broken quotes, no JSON object) as it stands in the file, for"
                    + " landing to reject.",
            "With --loop, events are as if they happened now, and each round has new ids (--times own sends the same again)."
        },
        footer = {
            "",
            "Examples:",
            "  replay --schema online_retail --input 'examples/online-retail/*.csv'",
            "  replay --schema online_retail --input export.csv --encoding windows-1252 --separator ';'",
            "  replay --schema online_retail --input mysql.tsv --separator tab --escape backslash",
            "  replay --schema purchases --input day1.jsonl.gz --input day2.jsonl.zst --rate 30000/m",
            "  replay --schema sales --input 'build/files/sales*.csv' --rate 20 --loop"
        })
final class ReplayCommand implements Callable<Result> {
    private static final int MOST_WARNINGS = 10;
    private static final Clock CLOCK = Clock.systemUTC();

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    SchemaOptions schemaOptions;

    @Mixin
    KafkaOptions kafka;

    @Mixin
    SendOptions send;

    @Mixin
    DialectOptions dialect;

    @Option(
            names = "--input",
            paramLabel = "FILE|GLOB",
            required = true,
            arity = "1..*",
            description = "What to replay: files or globs, in the order given")
    List<String> input;

    @Option(
            names = "--skip-rows",
            paramLabel = "N",
            defaultValue = "0",
            description = "Leave out the first N rows, since they have been sent: how to go on after a failure")
    long skipped;

    @Option(
            names = "--max-rejected",
            paramLabel = "SHARE",
            defaultValue = "0.5",
            converter = ShareConverter.class,
            description =
                    "Exit with 51 when more than this share of a file's rows, 0.5 or 50%%, is no event, has no event"
                            + " time or a cell that is not of its type; they are sent all the same (default: ${DEFAULT-VALUE})")
    double maxRejected;

    /** The last line of standard output. */
    record Replayed(
            String topic,
            long sent,
            RowCounts read,
            List<String> ignoredColumns,
            long bytes,
            double seconds,
            long perSecond,
            boolean stopped,
            List<String> warnings) {}

    @Override
    public Result call() {
        if (skipped < 0) {
            throw new ParameterException(spec.commandLine(), "--skip-rows cannot be negative: " + skipped);
        }
        EventSchema schema = schemaOptions.schema();
        try (Replay replay = new Replay(schema, input, dialect.dialect(), send.loop(), skipped)) {
            warn(schema, replay);
            long expected = send.loop() ? -1 : Math.max(0, replay.rows() - skipped);
            SendLoop.Outcome outcome = send.run(kafka, schema, events(schema, replay), expected, spec, CLOCK);
            List<String> warnings = new ArrayList<>(outcome.warnings());
            warnings.addAll(unusable(replay));
            Replayed result = replayed(schema, replay, outcome.with(warnings));
            List<FileTally> tooMany = replay.files().stream()
                    .filter(file -> file.exceeds(maxRejected))
                    .toList();
            if (outcome.failure().isEmpty() && !tooMany.isEmpty()) {
                throw tooMany(schema, tooMany).after(result);
            }
            return outcome.finish(result);
        }
    }

    private EventStream events(EventSchema schema, Replay replay) {
        SendOptions.Times usual = send.loop() ? SendOptions.Times.NOW : SendOptions.Times.OWN;
        return send.timed(replay, schema, usual, replay::round, spec, CLOCK);
    }

    private static Replayed replayed(EventSchema schema, Replay replay, SendLoop.Outcome outcome) {
        return new Replayed(
                schema.topic().name(),
                outcome.sent(),
                replay.counts(),
                replay.ignoredColumns(),
                outcome.bytes(),
                outcome.seconds(),
                outcome.perSecond(),
                outcome.stopped(),
                outcome.warnings());
    }

    private TooManyRejectedException tooMany(EventSchema schema, List<FileTally> files) {
        FileTally first = files.get(0);
        return new TooManyRejectedException(
                "Cannot use " + first.share() + ": " + first.why()
                        + (files.size() == 1 ? "" : "; " + (files.size() - 1) + " more files are like it"),
                "All of it was sent to " + schema.topic().name() + ", and landing will say the same. --max-rejected "
                        + maxRejected + " is the share that is allowed.");
    }

    /** A sentence for each file with rows that are no events. */
    private List<String> unusable(Replay replay) {
        List<String> warnings = new ArrayList<>();
        List<FileTally> files =
                replay.files().stream().filter(FileTally::hasUnusable).toList();
        files.stream()
                .limit(MOST_WARNINGS)
                .forEach(file -> warnings.add(file.share() + " will be rejected or quarantined: " + file.why() + "."));
        if (files.size() > MOST_WARNINGS) {
            warnings.add((files.size() - MOST_WARNINGS) + " more files have such rows.");
        }
        replay.counts()
                .missing()
                .forEach(
                        (text, count) -> warnings.add(
                                count + (count == 1 ? " cell" : " cells") + " with " + text
                                        + " in columns that hold no text: taken as missing. x-missing in the schema names such texts."));
        warnings.forEach(warning -> spec.commandLine().getErr().println("Warning: " + warning));
        return warnings;
    }

    private void warn(EventSchema schema, Replay replay) {
        PrintWriter err = spec.commandLine().getErr();
        if (!replay.ignoredColumns().isEmpty()) {
            err.println("Warning: The schema " + schema.name() + " has no field for column "
                    + String.join(", ", replay.ignoredColumns()) + ": not sent. A field's x-source names its column.");
        }
        int unnamed = replay.unnamedColumns();
        if (unnamed > 0) {
            err.println(
                    "Warning: " + (unnamed == 1 ? "A column has" : unnamed + " columns have") + " no name: not sent.");
        }
    }
}
