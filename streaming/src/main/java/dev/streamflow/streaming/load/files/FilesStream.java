package dev.streamflow.streaming.load.files;

import dev.streamflow.csv.CsvDialect;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.connector.read.streaming.Offset;
import org.apache.spark.sql.connector.read.streaming.ReadLimit;
import org.apache.spark.sql.connector.read.streaming.SupportsAdmissionControl;

/**
 * Accepted files, batch by batch. An offset names the files of its batch, so that a replayed batch reads the same ones.
 * Spark's own source of files keeps the name of every file that it ever saw, in memory and on disk; here a file that
 * was loaded has left the folder.
 */
final class FilesStream implements MicroBatchStream, SupportsAdmissionControl {
    private final EventSchema schema;
    private final CsvDialect dialect;
    private final Folders folders;
    private final int most;

    FilesStream(EventSchema schema, CsvDialect dialect, Folders folders, int most) {
        this.schema = schema;
        this.dialect = dialect;
        this.folders = folders;
        this.most = most;
    }

    @Override
    public Offset initialOffset() {
        return new FilesOffset(0, List.of());
    }

    @Override
    public Offset deserializeOffset(String json) {
        return FilesOffset.parse(json);
    }

    @Override
    public ReadLimit getDefaultReadLimit() {
        return ReadLimit.maxFiles(most);
    }

    @Override
    public Offset latestOffset() {
        throw new UnsupportedOperationException("Spark asks for latestOffset(Offset, ReadLimit)");
    }

    /** The next files, the oldest first; {@code start} where there is none. */
    @Override
    public Offset latestOffset(Offset start, ReadLimit limit) {
        List<String> files = accepted();
        FilesOffset last = (FilesOffset) start;
        return files.isEmpty()
                ? last
                : new FilesOffset(last.number() + 1, files.subList(0, Math.min(most, files.size())));
    }

    private record Aged(String name, long millis) {}

    private List<String> accepted() {
        List<Aged> files = new ArrayList<>();
        try (Stream<Path> paths = Files.list(folders.accepted())) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                if (AcceptedFile.isOne(path.getFileName().toString())) {
                    files.add(new Aged(
                            path.getFileName().toString(), path.toFile().lastModified()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list " + folders.accepted() + ": " + e.getMessage(), e);
        }
        files.sort(Comparator.comparingLong(Aged::millis).thenComparing(Aged::name));
        return files.stream().map(Aged::name).toList();
    }

    @Override
    public InputPartition[] planInputPartitions(Offset start, Offset end) {
        List<FilesTask.Sized> files = ((FilesOffset) end)
                .files().stream()
                        .map(name -> new FilesTask.Sized(
                                name, folders.accepted().resolve(name).toFile().length()))
                        .toList();
        return FilesTask.share(files, SparkSession.active().sparkContext().defaultParallelism());
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        return new Readers(
                schema.name(),
                schema.document(),
                folders,
                new Dialect(
                        dialect.encoding().map(Charset::name).orElse(null),
                        dialect.separator().orElse(null),
                        dialect.quote().orElse(null),
                        dialect.escape().orElse(null),
                        dialect.comment().orElse(null)));
    }

    @Override
    public void commit(Offset end) {
        // A file that was loaded has left the folder by then.
    }

    @Override
    public void stop() {
        // Nothing is open.
    }

    /** A {@link CsvDialect} that goes to other machines; null where it says nothing. */
    private record Dialect(String encoding, Character separator, Character quote, Character escape, Character comment)
            implements Serializable {
        CsvDialect csv() {
            return new CsvDialect(
                    Optional.ofNullable(encoding).map(Charset::forName),
                    Optional.ofNullable(separator),
                    Optional.ofNullable(quote),
                    Optional.ofNullable(escape),
                    Optional.ofNullable(comment));
        }
    }

    private record Readers(String name, String document, Folders folders, Dialect dialect)
            implements PartitionReaderFactory {
        @Override
        public PartitionReader<InternalRow> createReader(InputPartition task) {
            return new FileReader(
                    ((FilesTask) task).files(), SchemaReader.parse(name, document), dialect.csv(), folders.accepted());
        }
    }
}
