package dev.streamflow.ingest;

import dev.streamflow.cli.CommonOptions;
import dev.streamflow.cli.Result;
import dev.streamflow.ingest.extract.Extraction;
import dev.streamflow.ingest.storage.Storage;
import dev.streamflow.ingest.storage.StorageFailure;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes one window of event time from what is landed. */
@Command(
        name = "extract",
        mixinStandardHelpOptions = true,
        description = "Writes the landed records of one event-time window as JSON lines, just as they were sent.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  extract --topic user_events --from 2026-01-01T10:00:00Z --to 2026-01-01T11:00:00Z",
            "  extract --topic user_events --from 2026-01-01T00:00:00Z --to 2026-01-02T00:00:00Z --output day.jsonl"
        })
final class ExtractCommand implements Callable<Result> {
    private static final int BUFFER_BYTES = 1 << 16;

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common;

    @Mixin
    LandingOptions landing;

    @Mixin
    TopicSchemaOptions schemas;

    @Option(names = "--from", paramLabel = "TIME", required = true, description = "Event time (UTC), included")
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", required = true, description = "Event time (UTC), excluded")
    Instant to;

    @Option(
            names = "--output",
            paramLabel = "FILE|-",
            defaultValue = "-",
            description = "A file, which appears when it is complete, or standard output (default: ${DEFAULT-VALUE})")
    String output;

    @Option(names = "--with-coordinates", description = "Keep partition, offset and record time stamp in each line")
    boolean withCoordinates;

    @Override
    public Result call() {
        String topic = schemas.topic(landing.topic(), "extract");
        if (!from.isBefore(to)) {
            throw new ParameterException(spec.commandLine(), "--from " + from + " is not before --to " + to);
        }
        try (Storage storage = landing.storage()) {
            Extraction extraction = new Extraction(storage, topic, withCoordinates);
            if (output.equals("-")) {
                toStandardOutput(extraction);
                return Result.said();
            }
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("topic", topic);
            result.put("records", toFile(extraction, Path.of(output).toAbsolutePath()));
            result.put("output", output);
            return Result.done(result);
        } catch (IOException e) {
            throw StorageFailure.of("write", output, e);
        }
    }

    /** The records are the result here: no JSON line follows them. */
    private void toStandardOutput(Extraction extraction) throws IOException {
        OutputStream out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES);
        try {
            extraction.run(from, to, out);
            out.flush();
        } catch (IOException | RuntimeException e) {
            endLine(out, e);
            throw e;
        }
    }

    /** What is said of the failure begins a line of its own. */
    private static void endLine(OutputStream out, Exception failure) {
        try {
            out.write('\n');
            out.flush();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private long toFile(Extraction extraction, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(file.getParent(), "." + file.getFileName(), ".tmp");
        try {
            long records;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER_BYTES)) {
                records = extraction.run(from, to, out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            return records;
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
