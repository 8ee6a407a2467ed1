package dev.streamflow.etl.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.streamflow.etl.landing.LandedFile;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The lines of landed files, each with the date and the run that its file's path tells. */
final class LandedLines {
    static final String VALUE = "value";

    /** Landed files are compressed about tenfold, so that a task's lines make a file of silver of some tens of megabytes. */
    private static final long BYTES_PER_TASK = 16L << 20;

    private LandedLines() {}

    /**
     * One row per line: its bytes, its event date in days since 1970, its landing run.
     *
     * @param folder of the topic, in which {@code files} lie in folders named {@code dt=2026-01-31}
     */
    static Dataset<Row> read(SparkSession spark, String folder, List<LandedFile> files) {
        long bytes = files.stream().mapToLong(LandedFile::bytes).sum();
        return spark.read()
                .option("lineSep", "\n")
                .option("basePath", folder)
                .text(files.stream().map(LandedFile::path).toArray(String[]::new))
                .coalesce((int) (bytes / BYTES_PER_TASK) + 1)
                .select(
                        col(VALUE).cast("binary"),
                        expr("unix_date(CAST(dt AS DATE))").as(Decode.EVENT_DATE),
                        expr("CAST(substring(substring_index(_metadata.file_name, '-', 1), 2) AS INT)")
                                .as(Decode.RUN));
    }
}
