package dev.streamflow.streaming.records;

import static java.util.Objects.requireNonNull;

import dev.streamflow.kafka.KafkaOptions;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A topic as the source of a streaming query: committed records only, each offset once, and lost offsets are an error.
 *
 * @param from where a query without a checkpoint begins
 * @param maxEvents the most records of one batch; 0: all there are
 */
public record KafkaSource(KafkaOptions kafka, String topic, From from, long maxEvents) {
    /** Where a query without a checkpoint begins. */
    public enum From {
        EARLIEST,
        LATEST
    }

    public KafkaSource {
        requireNonNull(kafka, "kafka is null");
        requireNonNull(topic, "topic is null");
        requireNonNull(from, "from is null");
    }

    /** The records, with the columns of Spark's Kafka source. */
    public Dataset<Row> load(SparkSession spark) {
        return spark.readStream()
                .format(ClampingKafkaSource.class.getName())
                .options(options())
                .load();
    }

    /** The options of Spark's Kafka source. */
    Map<String, String> options() {
        Map<String, String> options = new TreeMap<>(clientOptions(kafka, Map.of("isolation.level", "read_committed")));
        options.put("subscribe", topic);
        options.put("startingOffsets", from.name().toLowerCase(Locale.ROOT));
        options.put("failOnDataLoss", "true");
        options.put("includeHeaders", "true");
        if (maxEvents > 0) {
            options.put("maxOffsetsPerTrigger", Long.toString(maxEvents));
        }
        return options;
    }

    /**
     * What Spark's Kafka source and sink pass on to their clients: the properties of the options, behind
     * {@code kafka.}.
     */
    public static Map<String, String> clientOptions(KafkaOptions kafka, Map<String, ?> defaults) {
        Map<String, String> options = new TreeMap<>();
        kafka.client(defaults).forEach((name, value) -> options.put("kafka." + name, String.valueOf(value)));
        return options;
    }
}
