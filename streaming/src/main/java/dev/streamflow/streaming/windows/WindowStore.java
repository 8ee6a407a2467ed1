package dev.streamflow.streaming.windows;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.streaming.query.LiveJson;
import dev.streamflow.streaming.query.QueryIdentity;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * The published windows: {@code batches/<batch>-<attempt>/} with {@code windows/} and {@code panes/} (Parquet),
 * {@code batch.json} and {@code quarantine.jsonl}, and a {@link CurrentPointer} to one of them. A folder never changes
 * once it has its name.
 */
final class WindowStore {
    static final String BATCHES = "batches";
    /** So many publications are kept for readers, and at least those of the last minutes. */
    static final int KEPT = 30;

    private static final long KEPT_MILLIS = 120_000;
    private static final String PANES = "panes";
    private static final String WINDOWS = "windows";
    private static final String DOCUMENT = "batch.json";

    private final SparkSession spark;
    private final Path output;
    private final FileSystem files;
    private final CurrentPointer current;
    private final PublicationListener listener;

    /**
     * A publication.
     *
     * @param folder its name; null where there is none yet
     */
    record Snapshot(String folder, BatchDocument document, Panes panes) {}

    private WindowStore(
            SparkSession spark, Path output, FileSystem files, CurrentPointer current, PublicationListener listener) {
        this.spark = spark;
        this.output = output;
        this.files = files;
        this.current = current;
        this.listener = listener;
    }

    /** @throws UsageException if nothing can be written there */
    static WindowStore open(SparkSession spark, String output, PublicationListener listener) {
        Configuration configuration = spark.sparkContext().hadoopConfiguration();
        Path folder = new Path(output);
        try {
            FileSystem files = folder.getFileSystem(configuration);
            Path qualified = files.makeQualified(folder);
            String scheme = files.getUri().getScheme();
            if (!List.of("file", "hdfs").contains(scheme)) {
                throw new UsageException(
                        "Cannot publish windows to " + output + ": a rename in " + scheme + " is not atomic",
                        "Use a local folder or hdfs://.");
            }
            files.mkdirs(new Path(qualified, BATCHES));
            return new WindowStore(
                    spark, qualified, files, CurrentPointer.of(qualified, files, configuration), listener);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageException("Cannot publish windows to " + output + ": " + e.getMessage(), null, e);
        }
    }

    /** The folder of all publications. */
    String output() {
        return output.toString();
    }

    /**
     * What was published by the batch before, which a batch continues.
     *
     * @param dimensions of a pane
     * @throws OperationFailedException if the query's progress and the publications are not of one run
     */
    Snapshot before(long batch, int dimensions) throws IOException {
        Optional<String> folder = current.get();
        while (folder.isPresent()) {
            BatchDocument document = document(folder.get());
            if (document.batch() == batch - 1) {
                return new Snapshot(folder.get(), document, panes(folder.get(), dimensions));
            } else if (document.batch() < batch) {
                break;
            }
            folder = Optional.ofNullable(document.previous());
        }
        if (batch == 0 && folder.isEmpty()) {
            return new Snapshot(null, null, Panes.NONE);
        }
        throw new OperationFailedException(
                "Cannot publish batch " + batch + " to " + output + ": the windows of batch " + (batch - 1)
                        + " are not there",
                "The query's checkpoint and these windows belong together. To count anew, move this folder away and "
                        + QueryIdentity.startOver());
    }

    private BatchDocument document(String folder) throws IOException {
        try (var in = files.open(new Path(folder(folder), DOCUMENT))) {
            return LiveJson.read(in.readAllBytes(), BatchDocument.class);
        } catch (FileNotFoundException e) {
            throw new OperationFailedException(
                    "Cannot continue the windows in " + output + ": " + BATCHES + "/" + folder + " is gone",
                    "To count anew, move this folder away and " + QueryIdentity.startOver(),
                    e);
        }
    }

    private Panes panes(String folder, int dimensions) {
        return Panes.of(spark.read().parquet(new Path(folder(folder), PANES).toString()).collectAsList().stream()
                .map(row -> Pane.of(row, dimensions))
                .toList());
    }

    private Path folder(String name) {
        return new Path(new Path(output, BATCHES), name);
    }

    /** Makes a publication the current one. */
    Snapshot publish(
            WindowTable table, String query, BatchDocument document, Panes panes, List<QuarantineSample.Sample> samples)
            throws IOException {
        String name = String.format(
                Locale.ROOT,
                "%010d-%s",
                document.batch(),
                UUID.randomUUID().toString().substring(0, 8));
        Path staged = folder("." + name);
        write(table.paneType(), panes.rows(), new Path(staged, PANES));
        write(
                table.windowType(),
                panes.windows(query, document.watermark(), document.batch()),
                new Path(staged, WINDOWS));
        text(new Path(staged, "quarantine.jsonl"), samples.stream().map(LiveJson::of));
        text(new Path(staged, DOCUMENT), Stream.of(LiveJson.of(document)));
        if (!files.rename(staged, folder(name))) {
            throw new IOException("Cannot rename " + staged);
        }
        listener.reached(PublicationListener.PUBLISHED);
        current.set(name);
        listener.reached(PublicationListener.POINTED);
        return new Snapshot(name, document, panes);
    }

    private void write(StructType type, List<Row> rows, Path folder) {
        spark.createDataFrame(rows, type).coalesce(1).write().parquet(folder.toString());
    }

    private void text(Path file, Stream<String> lines) throws IOException {
        try (var out = files.create(file, true)) {
            for (String line : lines.toList()) {
                out.write((line + "\n").getBytes(UTF_8));
            }
        }
    }

    /** Deletes old publications, and what a kill has left half-written. */
    void clean(String published, long now) throws IOException {
        FileStatus[] folders = files.listStatus(new Path(output, BATCHES));
        for (FileStatus folder : folders) {
            if (folder.getPath().getName().startsWith(".")) {
                files.delete(folder.getPath(), true);
            }
        }
        List<FileStatus> whole = Stream.of(folders)
                .filter(folder -> !folder.getPath().getName().startsWith("."))
                .sorted(Comparator.comparing(
                                (FileStatus folder) -> folder.getPath().getName())
                        .reversed())
                .toList();
        for (FileStatus folder : whole.subList(Math.min(KEPT, whole.size()), whole.size())) {
            boolean isRead =
                    folder.getPath().getName().equals(published) || folder.getModificationTime() > now - KEPT_MILLIS;
            if (!isRead) {
                files.delete(folder.getPath(), true);
            }
        }
    }
}
