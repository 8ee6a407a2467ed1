package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.lake.RowKinds;
import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.etl.source.LandedSchema;
import dev.streamflow.etl.source.LandedSource;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The landed records of one topic in a batch. Each is clean, quarantined or a duplicate. Lines are read as a whole
 * once: {@link #sorted} first reads their ids alone, and sets rows aside whose id may be there twice; {@link #resolved}
 * tells duplicates among those few. Rows are neither shuffled nor sorted but for them.
 */
public final class TopicRecords {
    /** A column: one of the kinds below. */
    public static final String KIND = "_kind";

    /** Valid, and the first of its event: the schema's columns and the coordinates. */
    public static final String CLEAN = "clean";
    /** Coordinates, raw value and every reason. */
    public static final String QUARANTINE = "quarantine";
    /** Valid, and clean or a duplicate. */
    public static final String REPEATED = "repeated";
    /** Valid, and not the first of its event: coordinates. */
    public static final String DUPLICATE = "duplicate";

    private static final Column IS_QUARANTINED =
            size(col(RecordColumns.REASONS)).gt(0);
    private static final List<String> COORDINATES =
            List.of(LandedSchema.RUN, RecordColumns.PARTITION, RecordColumns.OFFSET, RecordColumns.TIMESTAMP);

    private final EventSchema schema;
    private final Dataset<Row> lines;

    private TopicRecords(EventSchema schema, Dataset<Row> lines) {
        this.schema = schema;
        this.lines = lines;
    }

    /** The records of these files, read lazily. */
    public static TopicRecords read(SparkSession spark, EventSchema schema, List<CommittedFile> files) {
        return new TopicRecords(schema, LandedSource.read(spark, schema, files));
    }

    /** The columns that each kind has, of those of {@link #sorted}. */
    public RowKinds kinds() {
        List<String> silver = Stream.of(lines.columns())
                .filter(name -> !List.of(EventDate.NAME, RecordColumns.RAW, RecordColumns.REASONS)
                        .contains(name))
                .toList();
        List<String> quarantine = new ArrayList<>(COORDINATES);
        quarantine.addAll(List.of(RecordColumns.REASONS, RecordColumns.RAW));
        return RowKinds.of(
                KIND,
                withText(lines).schema(),
                Map.of(CLEAN, silver, QUARANTINE, quarantine, REPEATED, silver, DUPLICATE, COORDINATES));
    }

    /** Every record by its kind, in the order of the files: clean, quarantined or, for {@link #resolved}, repeated. */
    public Dataset<Row> sorted() {
        Checks checks = new Checks(schema);
        Column isRepeated = Deduplicate.mayBeRepeated(schema, checks.derive(lines));
        return withText(checks.apply(lines))
                .withColumn(
                        KIND,
                        when(IS_QUARANTINED, lit(QUARANTINE))
                                .when(isRepeated, lit(REPEATED))
                                .otherwise(lit(CLEAN)));
    }

    /**
     * Rows whose id may be there twice, each either clean or a duplicate.
     *
     * @param repeated those of {@link #sorted}, read back
     */
    public Dataset<Row> resolved(Dataset<Row> repeated) {
        return Deduplicate.rank(schema, repeated)
                .withColumn(
                        KIND, when(col(Deduplicate.RANK).equalTo(1), lit(CLEAN)).otherwise(lit(DUPLICATE)))
                .drop(Deduplicate.RANK);
    }

    /** Only quarantined rows keep their raw value. */
    private static Dataset<Row> withText(Dataset<Row> records) {
        return records.withColumn(
                RecordColumns.RAW, when(IS_QUARANTINED, col(RecordColumns.RAW).cast("string")));
    }
}
