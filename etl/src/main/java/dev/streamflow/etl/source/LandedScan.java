package dev.streamflow.etl.source;

import dev.streamflow.events.model.EventSchema;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A scan of landed files that returns the columns a query needs. A query for the reasons gets every line checked as a
 * whole; any other has it read no further than to the last column that it needs, which may be of a line with reasons.
 */
final class LandedScan implements SupportsPushDownRequiredColumns, Scan, Batch {
    private final EventSchema schema;
    private final List<LandedTask> tasks;
    private StructType columns;

    LandedScan(EventSchema schema, List<LandedTask> tasks) {
        this.schema = schema;
        this.tasks = tasks;
        this.columns = LandedSchema.type(schema);
    }

    /** Prunes top-level columns only; nested fields are not pruned. */
    @Override
    public void pruneColumns(StructType required) {
        StructType all = LandedSchema.type(schema);
        columns = DataTypes.createStructType(
                Stream.of(required.fieldNames()).map(all::apply).toArray(StructField[]::new));
    }

    @Override
    public Scan build() {
        return this;
    }

    @Override
    public StructType readSchema() {
        return columns;
    }

    @Override
    public String description() {
        return "landed " + schema.topic().name() + " " + String.join(", ", columns.fieldNames());
    }

    @Override
    public Batch toBatch() {
        return this;
    }

    @Override
    public InputPartition[] planInputPartitions() {
        return tasks.toArray(InputPartition[]::new);
    }

    @Override
    public PartitionReaderFactory createReaderFactory() {
        var configuration = SparkSession.active().sparkContext().hadoopConfiguration();
        return new LandedReaderFactory(
                schema.name(), schema.document(), columns, new SerializableConfiguration(configuration));
    }
}
