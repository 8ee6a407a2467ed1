package dev.streamflow.etl.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.etl.lake.EventDate;
import dev.streamflow.etl.landing.CommittedFile;
import dev.streamflow.etl.source.LandedSchema;
import dev.streamflow.etl.source.LandedSource;
import dev.streamflow.events.model.EventSchema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The landed records of one topic in a batch. Each is clean, quarantined or a duplicate. The lines are read twice:
 * {@link #excluded} shuffles only ids to find what is not clean, and {@link #clean} anti-joins that. Reading twice
 * costs less than shuffling or caching whole rows.
 */
public final class TopicRecords {
    /** A column of {@link #excluded}: {@link #QUARANTINE} or {@link #DUPLICATE}. */
    public static final String KIND = "_kind";

    public static final String QUARANTINE = "quarantine";
    public static final String DUPLICATE = "duplicate";

    private static final Column IS_QUARANTINED =
            size(col(RecordColumns.REASONS)).gt(0);

    private static final String[] LINE = {
        EventDate.NAME, LandedSchema.RUN, RecordColumns.PARTITION, RecordColumns.OFFSET
    };

    private final EventSchema schema;
    private final Dataset<Row> checked;

    private TopicRecords(EventSchema schema, Dataset<Row> checked) {
        this.schema = schema;
        this.checked = checked;
    }

    /** The records of these files, read lazily. */
    public static TopicRecords read(SparkSession spark, EventSchema schema, List<CommittedFile> files) {
        return new TopicRecords(schema, new Checks(schema).apply(LandedSource.read(spark, schema, files)));
    }

    /** The records that are not clean: coordinates, kind, and of quarantined ones the raw value and every reason. */
    public Dataset<Row> excluded() {
        List<Column> columns = new ArrayList<>();
        Deduplicate.id(schema).stream().filter(name -> !name.startsWith("_")).forEach(name -> columns.add(col(name)));
        List.of(
                        EventDate.NAME,
                        LandedSchema.RUN,
                        RecordColumns.PARTITION,
                        RecordColumns.OFFSET,
                        RecordColumns.TIMESTAMP,
                        RecordColumns.REASONS)
                .forEach(name -> columns.add(col(name)));
        columns.add(when(IS_QUARANTINED, col(RecordColumns.RAW).cast("string")).as(RecordColumns.RAW));
        return Deduplicate.rank(schema, checked.select(columns.toArray(Column[]::new)), IS_QUARANTINED)
                .where(IS_QUARANTINED.or(col(Deduplicate.RANK).gt(1)))
                .select(
                        when(IS_QUARANTINED, lit(QUARANTINE))
                                .otherwise(lit(DUPLICATE))
                                .as(KIND),
                        col(EventDate.NAME),
                        col(LandedSchema.RUN),
                        col(RecordColumns.PARTITION),
                        col(RecordColumns.OFFSET),
                        col(RecordColumns.TIMESTAMP),
                        col(RecordColumns.REASONS),
                        col(RecordColumns.RAW));
    }

    /**
     * Valid rows, each event once: the schema's columns and the coordinates.
     *
     * @param duplicates those of {@link #excluded}, read back
     */
    public Dataset<Row> clean(Dataset<Row> duplicates) {
        return checked.where(IS_QUARANTINED.equalTo(false))
                .drop(RecordColumns.RAW, RecordColumns.REASONS)
                .join(duplicates.select(cols(LINE)), LINE, "left_anti");
    }

    /** As {@link #clean(Dataset)}, if there are no duplicates. */
    public Dataset<Row> clean() {
        return checked.where(IS_QUARANTINED.equalTo(false)).drop(RecordColumns.RAW, RecordColumns.REASONS);
    }

    private static Column[] cols(String[] names) {
        Column[] columns = new Column[names.length];
        for (int i = 0; i < names.length; i++) {
            columns[i] = col(names[i]);
        }
        return columns;
    }
}
