package dev.streamflow.streaming.purchases;

import dev.streamflow.cli.OperationFailedException;
import dev.streamflow.cli.UsageException;
import dev.streamflow.streaming.query.QueryIdentity;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The totals after each batch, a file each within the checkpoint, whose fate they share. A file is written beside and
 * renamed; batch N begins with the file of N-1 whatever came of N before, so that a batch that is done again counts
 * nothing twice.
 */
final class TotalsStore {
    /** How many batches back files are kept; Spark never goes back further than the last batch. */
    static final int KEPT = 10;

    private static final Pattern NAME = Pattern.compile("\\.?([0-9]{1,18})\\.json(\\.next)?");

    private final Path folder;
    private final FileSystem files;
    private final String query;
    private final Totals.Limits limits;
    private boolean swept;

    /**
     * The store of a query.
     *
     * @param query the id that Spark has given it
     */
    TotalsStore(String checkpoint, Configuration configuration, String query, Totals.Limits limits) {
        this.folder = new Path(checkpoint, "totals");
        this.query = query;
        this.limits = limits;
        try {
            FileSystem found = folder.getFileSystem(configuration);
            // Its checksum files are renamed apart from the files: a kill in between would make a good file unreadable.
            this.files = found instanceof LocalFileSystem local ? local.getRawFileSystem() : found;
        } catch (IOException e) {
            throw new OperationFailedException("Cannot use folder " + folder + ": " + e.getMessage(), null, e);
        }
    }

    /**
     * What all batches before this one add up to.
     *
     * @throws UsageException if the totals are missing, damaged or of another query
     */
    Totals before(long batch) {
        return batch == 0 ? Totals.none(limits) : after(batch - 1);
    }

    private Totals after(long batch) {
        Path file = file(batch);
        TotalsDocument document;
        try (FSDataInputStream in = files.open(file)) {
            document = TotalsDocument.read(in.readAllBytes());
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(
                    file, String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
        }
        if (!document.query().equals(query) || document.batch() != batch) {
            throw unusable(file, "it is of batch " + document.batch() + " of query " + document.query(), null);
        }
        return document.totals(limits);
    }

    private static UsageException unusable(Path file, String reason, Exception cause) {
        return new UsageException(
                "Cannot go on from the totals in " + file + ": " + reason,
                "They belong to the checkpoint that they are in. Put it back whole, or " + QueryIdentity.startOver(),
                cause);
    }

    /** Keeps the totals after a batch, in the place of those that an attempt before has left. */
    void write(long batch, Totals totals) {
        Path next = new Path(folder, "." + batch + ".json.next");
        Path file = file(batch);
        try {
            files.mkdirs(folder);
            try (FSDataOutputStream out = files.create(next, true)) {
                out.write(TotalsDocument.of(query, batch, totals).json());
                out.hsync();
            }
            if (!files.rename(next, file)) {
                // HDFS renames over nothing; until the batch is committed, the totals before it are what counts.
                files.delete(file, false);
                if (!files.rename(next, file)) {
                    throw new IOException("it cannot be renamed");
                }
            }
            forget(batch);
        } catch (IOException e) {
            throw new OperationFailedException("Cannot write " + file + ": " + e.getMessage(), null, e);
        }
    }

    private void forget(long batch) throws IOException {
        if (swept) {
            files.delete(file(batch - KEPT), false);
            return;
        }
        for (FileStatus status : files.listStatus(folder)) {
            Matcher name = NAME.matcher(status.getPath().getName());
            if (name.matches() && (name.group(2) != null || Long.parseLong(name.group(1)) <= batch - KEPT)) {
                files.delete(status.getPath(), false);
            }
        }
        swept = true;
    }

    private Path file(long batch) {
        return new Path(folder, batch + ".json");
    }
}
