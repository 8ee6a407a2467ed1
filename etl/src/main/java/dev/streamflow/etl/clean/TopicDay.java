package dev.streamflow.etl.clean;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.landing.LandedFile;
import dev.streamflow.events.EventSchema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/**
 * What has landed of one topic on one event date, as clean rows and quarantined ones. Each line is decoded once: both sides read
 * the same cached rows, until this is closed.
 */
public final class TopicDay implements AutoCloseable {
    private static final Column IS_VALID = size(col(Decode.REASONS)).equalTo(0);

    private final EventSchema schema;
    private final List<LandedFile> files;
    private final Dataset<Row> checked;
    private final Dataset<Row> clean;

    private TopicDay(EventSchema schema, List<LandedFile> files, Dataset<Row> checked) {
        this.schema = schema;
        this.files = List.copyOf(files);
        this.checked = checked;
        Dataset<Row> valid = checked.where(IS_VALID).drop(Decode.RAW, Decode.REASONS);
        this.clean = Deduplicate.by(schema, valid).persist(StorageLevel.MEMORY_AND_DISK());
    }

    /** @param files of one topic and one date */
    public static TopicDay read(SparkSession spark, EventSchema schema, List<LandedFile> files) {
        String[] paths = files.stream().map(LandedFile::path).toArray(String[]::new);
        Dataset<byte[]> lines = spark.read()
                .option("lineSep", "\n")
                .option("recursiveFileLookup", true)
                .text(paths)
                .select(col("value").cast("binary"))
                .as(Encoders.BINARY());
        Dataset<Row> checked = new Checks(schema)
                .apply(Decode.lines(lines, schema))
                .withColumn(
                        Decode.RAW,
                        when(IS_VALID, null).otherwise(col(Decode.RAW).cast("string")))
                .persist(StorageLevel.MEMORY_AND_DISK());
        return new TopicDay(schema, files, checked);
    }

    public EventSchema schema() {
        return schema;
    }

    public List<LandedFile> files() {
        return files;
    }

    /** Valid and deduplicated rows: the schema's columns and the Kafka coordinates. */
    public Dataset<Row> clean() {
        return clean;
    }

    /** Every decoded row, with its reasons; the raw value is there for those that are not valid. */
    public Dataset<Row> checked() {
        return checked;
    }

    /** Of {@link #checked}: which rows are quarantined. */
    public static Column isQuarantined() {
        return IS_VALID.equalTo(false);
    }

    /** Quarantined rows: coordinates, raw value, every reason. */
    public static Dataset<Row> quarantine(Dataset<Row> checked) {
        return checked.where(isQuarantined())
                .select(Decode.PARTITION, Decode.OFFSET, Decode.TIMESTAMP, Decode.REASONS, Decode.RAW);
    }

    /** How many rows have each reason; a row with two counts under both. As many entries as the schema has reasons. */
    public Map<String, Long> reasons() {
        Map<String, Long> counts = new TreeMap<>();
        checked.where(isQuarantined())
                .select(explode(col(Decode.REASONS)).as("reason"))
                .groupBy("reason")
                .count()
                .collectAsList()
                .forEach(row -> counts.put(row.getString(0), row.getLong(1)));
        return counts;
    }

    @Override
    public void close() {
        clean.unpersist();
        checked.unpersist();
    }
}
