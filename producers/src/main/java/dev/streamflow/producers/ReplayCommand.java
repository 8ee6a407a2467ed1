package dev.streamflow.producers;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.ExitCode;
import dev.streamflow.cli.Result;
import dev.streamflow.cli.SchemaOptions;
import dev.streamflow.events.EventSchema;
import dev.streamflow.kafka.KafkaOptions;
import dev.streamflow.producers.replay.CsvDialect;
import dev.streamflow.producers.replay.Replay;
import dev.streamflow.producers.replay.ReplayCounts;
import dev.streamflow.producers.send.Pump;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Events of CSV or JSON-lines files into a topic. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Sends the rows of CSV or JSON-lines files, plain or gzip, to the topic of a schema.",
            "A CSV file has a header; fields are read from the column that x-source names. JSON lines are sent byte by byte.",
            "Every row is sent: a row with too many or too few cells as it stands, for landing to reject."
        },
        footer = {
            "",
            "Examples:",
            "  replay --schema online_retail --input 'examples/online-retail/*.csv'",
            "  replay --schema online_retail --input export.csv --encoding ISO-8859-1 --separator ';'",
            "  replay --schema purchases --input day1.jsonl.gz --input day2.jsonl.gz --rate 30000/m --loop"
        })
final class ReplayCommand implements Callable<Integer> {
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

    @Option(
            names = "--input",
            paramLabel = "FILE|GLOB",
            required = true,
            arity = "1..*",
            description = "What to replay: files or globs, in the order given")
    List<String> input;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            defaultValue = "UTF-8",
            description = "Encoding of CSV files (default: ${DEFAULT-VALUE})")
    Charset encoding;

    @Option(
            names = "--separator",
            paramLabel = "CHAR",
            defaultValue = ",",
            description = "What stands between the cells of CSV files (default: ${DEFAULT-VALUE})")
    char separator;

    /** The last line of standard output. */
    record Replayed(
            String topic,
            long sent,
            ReplayCounts read,
            List<String> ignoredColumns,
            long bytes,
            double seconds,
            long perSecond,
            boolean stopped,
            List<String> warnings) {}

    @Override
    public Integer call() {
        EventSchema schema = schemaOptions.schema();
        try (Replay replay = new Replay(schema, input, new CsvDialect(encoding, separator), send.loop()).check()) {
            warn(schema, replay.ignoredColumns());
            send.run(kafka, schema, -1, spec, (pump, warnings) -> {
                Pump.Outcome outcome = pump.run(replay, send.most());
                Result.print(
                        spec,
                        new Replayed(
                                schema.topic().name(),
                                outcome.sent(),
                                replay.counts(),
                                replay.ignoredColumns(),
                                outcome.bytes(),
                                outcome.seconds(),
                                outcome.perSecond(),
                                outcome.stopped(),
                                warnings));
            });
        }
        return ExitCode.OK;
    }

    private void warn(EventSchema schema, List<String> ignored) {
        if (!ignored.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: The schema " + schema.name() + " has no field for column "
                            + String.join(", ", ignored) + ": not sent. A field's x-source names its column.");
        }
    }
}
