package dev.streamflow.producers.file;

import dev.streamflow.cli.CommandException;
import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Writes generated events into files, each of which appears when it is complete. */
public record EventFiles(
        EventSchema schema, Path folder, String name, EventFormat format, boolean gzip, boolean overwrite) {
    private static final int PROGRESS_EVERY = 1024;

    /** A file that has been written. */
    public record Written(String file, long events, long bytes) {}

    /**
     * Writes all of the stream into one file.
     *
     * @param suffix of the file's name, such as {@code -000001}; empty for a single file
     * @return what was written; {@code null} when {@code stop} came first, and nothing is there
     * @throws CommandException if it is there already or cannot be written
     */
    public Written write(EventStream events, String suffix, BooleanSupplier stop, LongConsumer progress) {
        String extension = "." + format.name().toLowerCase(Locale.ROOT) + (gzip ? ".gz" : "");
        Path target = folder.resolve(name + suffix + extension);
        try (NewFile file = NewFile.create(target, gzip, overwrite)) {
            EventWriter writer = format.writer(schema, file.stream());
            Event event = new Event();
            long count = 0;
            while (events.next(event)) {
                if (stop.getAsBoolean()) {
                    return null;
                }
                writer.write(event);
                if (++count % PROGRESS_EVERY == 0) {
                    progress.accept(count);
                }
            }
            progress.accept(count);
            writer.finish();
            return new Written(target.toString(), count, file.publish());
        } catch (IOException e) {
            throw cannotWrite(target, e);
        } catch (UncheckedIOException e) { // of the CSV library
            throw cannotWrite(target, e.getCause());
        }
    }

    private static CommandException cannotWrite(Path target, IOException failure) {
        return new OperationFailedException("Cannot write " + target + ": " + failure.getMessage(), null, failure);
    }
}
