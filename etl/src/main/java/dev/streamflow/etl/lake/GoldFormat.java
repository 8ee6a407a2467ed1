package dev.streamflow.etl.lake;

import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.csv.CSVFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Gold in one pass: each row goes into a Parquet file and a CSV file, and into the {@link GoldFigures} of both. The
 * Parquet files lie as Spark has them, {@code event_date=2026-01-01/part-….parquet}; the others in the same way below
 * {@link #CSV} and {@link #FIGURES}, which readers of Parquet skip. Public because Spark creates it.
 */
public final class GoldFormat extends ParquetFileFormat {
    static final String CSV = "_csv";
    static final String FIGURES = "_figures";

    private static final String RULES = "rules";

    /** Every option that a Spark setting could change: a header, RFC 4180 quoting, an empty cell for null. */
    private static final Map<String, String> CSV_OPTIONS = Map.ofEntries(
            Map.entry("compression", "none"),
            Map.entry("encoding", "UTF-8"),
            Map.entry("header", "true"),
            Map.entry("sep", ","),
            Map.entry("lineSep", "\n"),
            Map.entry("quote", "\""),
            Map.entry("escape", "\""),
            Map.entry("nullValue", ""),
            Map.entry("emptyValue", "\"\""),
            Map.entry("ignoreLeadingWhiteSpace", "false"),
            Map.entry("ignoreTrailingWhiteSpace", "false"),
            Map.entry("timeZone", "UTC"),
            Map.entry("dateFormat", "yyyy-MM-dd"),
            Map.entry("timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"));

    /**
     * Writes rows beside those that are there.
     *
     * @param rows with {@link EventDate}, each date's in the order of the rules; those of one key are all in one
     *     partition
     * @param rowsPerFile at most; a task that has more of a date goes on in another file
     */
    static void write(Dataset<Row> rows, Path folder, GoldRules rules, long rowsPerFile) {
        rows.write()
                .format(GoldFormat.class.getName())
                .mode(SaveMode.Append)
                .option(RULES, rules.json())
                .option("maxRecordsPerFile", rowsPerFile)
                .partitionBy(EventDate.NAME)
                .save(folder.toString());
    }

    @Override
    public OutputWriterFactory prepareWrite(
            SparkSession spark,
            Job job,
            scala.collection.immutable.Map<String, String> options,
            StructType withoutDate) {
        StructType schema = EventDate.before(withoutDate);
        return new GoldWriterFactory(
                super.prepareWrite(spark, job, options, withoutDate),
                new CSVFileFormat().prepareWrite(spark, job, scala(CSV_OPTIONS), schema),
                schema,
                GoldRules.parse(options.apply(RULES)));
    }

    private static scala.collection.immutable.Map<String, String> scala(Map<String, String> options) {
        return scala.collection.immutable.Map.from(CollectionConverters.asScala(options));
    }
}
