package dev.streamflow.etl.source;

import dev.streamflow.events.reading.SchemaReader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Creates the readers of landed files on the executors.
 *
 * @param name of the schema
 * @param document its text
 * @param columns those of {@link LandedSchema#type} that rows have, in their order
 */
record LandedReaderFactory(String name, String document, StructType columns, SerializableConfiguration configuration)
        implements PartitionReaderFactory {
    @Override
    public PartitionReader<InternalRow> createReader(InputPartition task) {
        LandedLineDecoder decoder = new LandedLineDecoder(SchemaReader.parse(name, document), columns);
        return new LandedReader(((LandedTask) task).files(), decoder, configuration.value());
    }
}
