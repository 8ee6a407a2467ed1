package dev.streamflow.etl.lake;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gold as CSV: one file for each date, with a header, RFC 4180 quoting and an empty cell for null. */
final class CsvTable {
    private static final String FOLDER = "_folder";
    private static final int BUFFER = 1 << 16;

    private CsvTable() {}

    /**
     * Writes each date into its own folder, which {@link #file} finds. Sets every option that a Spark setting could
     * change.
     *
     * @param rows with {@link EventDate}; those of a date are all in one partition
     */
    static void write(Dataset<Row> rows, Path folder) {
        rows.withColumn(FOLDER, col(EventDate.NAME))
                .write()
                .partitionBy(FOLDER)
                .option("maxRecordsPerFile", 0)
                .option("compression", "none")
                .option("encoding", "UTF-8")
                .option("header", true)
                .option("sep", ",")
                .option("lineSep", "\n")
                .option("quote", "\"")
                .option("escape", "\"")
                .option("nullValue", "")
                .option("emptyValue", "\"\"")
                .option("ignoreLeadingWhiteSpace", false)
                .option("ignoreTrailingWhiteSpace", false)
                .option("timeZone", "UTC")
                .option("dateFormat", "yyyy-MM-dd")
                .option("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX")
                .csv(folder.toString());
    }

    /** The subfolder of a date, which exists if the date has rows. */
    static String folder(Object date) {
        return FOLDER + "=" + date;
    }

    /**
     * The file that holds a date.
     *
     * @param folder of the date
     * @throws IOException if the date is not in one file
     */
    static String file(FileSystem files, Path folder) throws IOException {
        List<String> parts = Stream.of(files.listStatus(folder))
                .filter(FileStatus::isFile)
                .map(status -> status.getPath().getName())
                .filter(name -> name.startsWith("part-"))
                .toList();
        if (parts.size() != 1) {
            throw new IOException("Spark wrote " + parts.size() + " files of it, not one");
        }
        return parts.get(0);
    }

    /** The rows of a file, without its header; a line break within quotes does not end a row. */
    static long rows(FileSystem files, Path file) throws IOException {
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
