package dev.streamflow.etl.lake;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Counts rows of CSV files with a header. */
final class CsvRows {
    private static final int BUFFER = 1 << 16;

    private CsvRows() {}

    /** The rows of a file, without its header; a line break within quotes does not end a row. */
    static long in(FileSystem files, Path file) throws IOException {
        long lines = 0;
        boolean quoted = false;
        byte last = '\n';
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = files.open(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    last = buffer[i];
                    if (last == '"') {
                        quoted = !quoted;
                    } else if (last == '\n' && !quoted) {
                        lines++;
                    }
                }
            }
        }
        if (quoted || last != '\n') {
            throw new IOException("it ends within a row");
        }
        return lines - 1;
    }
}
