package dev.streamflow.etl.source;

import dev.streamflow.etl.source.LandedTask.Source;
import dev.streamflow.landing.compression.Decompression;
import dev.streamflow.landing.line.LineSplitter;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/** Reads the files of a task, one row per line. A row is valid until the next call of {@link #next}. */
final class LandedReader implements PartitionReader<InternalRow> {
    private final Iterator<Source> files;
    private final LandedLineDecoder decoder;
    private final Configuration configuration;
    private Source file;
    private LineSplitter lines;

    LandedReader(List<Source> files, LandedLineDecoder decoder, Configuration configuration) {
        this.files = files.iterator();
        this.decoder = decoder;
        this.configuration = configuration;
    }

    /** @throws IOException naming the file that cannot be read */
    @Override
    public boolean next() throws IOException {
        while (lines != null || files.hasNext()) {
            try {
                if (lines == null) {
                    file = files.next();
                    lines = open(new Path(file.path()));
                }
                if (lines.next()) {
                    return true;
                }
                close();
            } catch (IOException e) {
                throw unreadable(e);
            }
        }
        return false;
    }

    private LineSplitter open(Path path) throws IOException {
        return new LineSplitter(
                Decompression.of(path.getFileSystem(configuration).open(path), path.getName()));
    }

    /** Has no cause, because people are shown the innermost message. */
    private IOException unreadable(IOException cause) {
        IOException failure = new IOException("Cannot read " + file.path() + ": " + cause.getMessage());
        failure.addSuppressed(cause);
        return failure;
    }

    @Override
    public InternalRow get() {
        return decoder.row(lines.bytes(), lines.from(), lines.to(), file.date(), file.run());
    }

    @Override
    public void close() throws IOException {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }
}
