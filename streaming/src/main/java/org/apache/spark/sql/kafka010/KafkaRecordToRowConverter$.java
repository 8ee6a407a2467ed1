package org.apache.spark.sql.kafka010;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Stands in front of the connector's class of this name, which ends a query for good on a record whose time stamp, times a thousand, does
 * not fit into 64 bits; Kafka takes any. Here such a record has the epoch's. All else is as in the connector, and a test compares the two.
 */
@SuppressWarnings({"checkstyle:TypeName", "TypeNameShadowing", "JavaLangClash"})
public final class KafkaRecordToRowConverter$ {
    public static final KafkaRecordToRowConverter$ MODULE$ = new KafkaRecordToRowConverter$();

    private static final long MICROS = 1000;
    private static final ArrayType HEADERS = DataTypes.createArrayType(DataTypes.createStructType(
            new StructField[] {column("key", DataTypes.StringType), column("value", DataTypes.BinaryType)}));
    private static final StructType WITHOUT_HEADERS = DataTypes.createStructType(new StructField[] {
        column("key", DataTypes.BinaryType),
        column("value", DataTypes.BinaryType),
        column("topic", DataTypes.StringType),
        column("partition", DataTypes.IntegerType),
        column("offset", DataTypes.LongType),
        column("timestamp", DataTypes.TimestampType),
        column("timestampType", DataTypes.IntegerType)
    });
    private static final StructType WITH_HEADERS = WITHOUT_HEADERS.add(column("headers", HEADERS));

    private KafkaRecordToRowConverter$() {}

    private static StructField column(String name, DataType type) {
        return DataTypes.createStructField(name, type, true);
    }

    public ArrayType headersType() {
        return HEADERS;
    }

    public StructType kafkaSchema(boolean includeHeaders) {
        return includeHeaders ? WITH_HEADERS : WITHOUT_HEADERS;
    }

    public StructType org$apache$spark$sql$kafka010$KafkaRecordToRowConverter$$schemaWithoutHeaders() {
        return WITHOUT_HEADERS;
    }

    public StructType org$apache$spark$sql$kafka010$KafkaRecordToRowConverter$$schemaWithHeaders() {
        return WITH_HEADERS;
    }

    /** Microseconds since the epoch. */
    public long org$apache$spark$sql$kafka010$KafkaRecordToRowConverter$$parseTimestamp(
            ConsumerRecord<byte[], byte[]> record) {
        long millis = record.timestamp();
        return Math.abs(millis) <= Long.MAX_VALUE / MICROS ? millis * MICROS : 0;
    }
}
