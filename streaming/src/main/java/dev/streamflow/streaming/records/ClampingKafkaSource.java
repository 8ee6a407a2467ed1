package dev.streamflow.streaming.records;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.streaming.MicroBatchStream;
import org.apache.spark.sql.kafka010.KafkaSourceProvider;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Spark's Kafka source with a {@link TimestampClamp} in its consumers. Spark's own dies of a record whose time stamp,
 * milliseconds by Kafka's protocol, was written as nanoseconds, dies again at each start, and takes no interceptors.
 */
public final class ClampingKafkaSource implements TableProvider {
    private static final String CONSUMER_SETTINGS = "executorKafkaParams";

    private final KafkaSourceProvider kafka = new KafkaSourceProvider();

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return kafka.inferSchema(options);
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new KafkaTopic((SupportsRead) kafka.getTable(schema, partitioning, properties));
    }

    private record KafkaTopic(SupportsRead kafka) implements SupportsRead {
        @Override
        public String name() {
            return kafka.name();
        }

        @Override
        @SuppressWarnings("deprecation") // Spark's own table has its schema there
        public StructType schema() {
            return kafka.schema();
        }

        @Override
        public Set<TableCapability> capabilities() {
            return Set.of(TableCapability.MICRO_BATCH_READ);
        }

        @Override
        public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
            return () -> new KafkaScan(kafka.newScanBuilder(options).build());
        }
    }

    private record KafkaScan(Scan kafka) implements Scan {
        @Override
        public StructType readSchema() {
            return kafka.readSchema();
        }

        @Override
        public String description() {
            return kafka.description();
        }

        @Override
        public CustomMetric[] supportedCustomMetrics() {
            return kafka.supportedCustomMetrics();
        }

        @Override
        public MicroBatchStream toMicroBatchStream(String checkpoint) {
            MicroBatchStream stream = kafka.toMicroBatchStream(checkpoint);
            consumerSettings(stream).put("interceptor.classes", TimestampClamp.class.getName());
            return stream;
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> consumerSettings(MicroBatchStream stream) {
            try {
                Field settings = stream.getClass().getDeclaredField(CONSUMER_SETTINGS);
                settings.setAccessible(true);
                return (Map<String, Object>) settings.get(stream);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read Kafka with this version of Spark: " + e, e);
            }
        }
    }
}
