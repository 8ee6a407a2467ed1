package dev.streamflow.streaming.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udaf;
import static org.apache.spark.sql.functions.when;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.streaming.query.LiveJson;
import dev.streamflow.streaming.records.KafkaRecords;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Encoder;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Aggregator;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Of a batch's quarantined records the number by reason, and the first ones of them as they are. All of them are in the
 * quarantine of the batch side.
 */
public final class QuarantineSample extends Aggregator<Row, QuarantineSample.Found, String> {
    /** So many records of a batch are shown. */
    static final int RECORDS = 100;
    /** So much of each. */
    static final int CHARACTERS = 2_000;
    /** Reasons can hold names from the records, of which there may be any number. */
    static final int REASONS = 1_000;

    private static final String MORE = "more";
    private static final StructType INPUT = DataTypes.createStructType(new StructField[] {
        DataTypes.createStructField(RecordColumns.PARTITION, DataTypes.IntegerType, false),
        DataTypes.createStructField(RecordColumns.OFFSET, DataTypes.LongType, false),
        DataTypes.createStructField(RecordColumns.REASONS, DataTypes.createArrayType(DataTypes.StringType), true),
        DataTypes.createStructField(RecordColumns.RAW, DataTypes.StringType, true)
    });

    /**
     * A record that is not clean.
     *
     * @param raw the beginning of its value, as far as it is text
     */
    record Sample(int partition, long offset, List<String> reasons, String raw) implements Serializable {}

    /** What was found, as the aggregator's result has it. */
    record Document(Map<String, Long> reasons, List<Sample> samples) {
        static Document read(String json) {
            try {
                return LiveJson.read(json.getBytes(UTF_8), Document.class);
            } catch (IOException e) {
                throw new IllegalArgumentException("Cannot read a sample of the quarantine", e);
            }
        }
    }

    /** While a batch is read. Public because Spark asks for it. */
    public static final class Found implements Serializable {
        private final TreeMap<String, Long> reasons = new TreeMap<>();
        private final TreeMap<Long, Sample> samples = new TreeMap<>();

        private void count(String reason, long records) {
            reasons.merge(reasons.size() < REASONS || reasons.containsKey(reason) ? reason : MORE, records, Long::sum);
        }

        /** Those with the lowest offsets stay, whichever task comes first. */
        private void show(Sample sample) {
            samples.put(sample.offset() << 16 | sample.partition(), sample);
            if (samples.size() > RECORDS) {
                samples.pollLastEntry();
            }
        }
    }

    /** The result of a whole batch, JSON. */
    static Column of() {
        Column quarantined = KafkaRecords.isQuarantined();
        return udaf(new QuarantineSample(), Encoders.row(INPUT))
                .apply(
                        col(RecordColumns.PARTITION),
                        col(RecordColumns.OFFSET),
                        when(quarantined, col(RecordColumns.REASONS)),
                        when(quarantined, col(RecordColumns.RAW).cast("string").substr(1, CHARACTERS)));
    }

    @Override
    public Found zero() {
        return new Found();
    }

    @Override
    public Found reduce(Found found, Row record) {
        if (!record.isNullAt(2)) {
            List<String> reasons = List.copyOf(record.getList(2));
            reasons.forEach(reason -> found.count(reason, 1));
            found.show(new Sample(record.getInt(0), record.getLong(1), reasons, record.getString(3)));
        }
        return found;
    }

    @Override
    public Found merge(Found one, Found other) {
        other.reasons.forEach(one::count);
        other.samples.values().forEach(one::show);
        return one;
    }

    @Override
    public String finish(Found found) {
        return LiveJson.of(new Document(found.reasons, List.copyOf(found.samples.values())));
    }

    @Override
    public Encoder<Found> bufferEncoder() {
        return Encoders.javaSerialization(Found.class);
    }

    @Override
    public Encoder<String> outputEncoder() {
        return Encoders.STRING();
    }
}
