package dev.streamflow.etl.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.streamflow.etl.decoding.RecordColumns;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.EventTime;
import dev.streamflow.events.reading.SchemaReader;
import dev.streamflow.landing.ledger.EventTimeSpec;
import dev.streamflow.landing.line.Router;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

/**
 * Random schemas, and random, damaged records of them: whatever lands is decoded, to the values or the refusal that an
 * independent reader of the schema comes to, and to the event time that landing has routed it by.
 *
 * <p>Some seconds long and the same each time; {@code -Dfuzz.seconds=3600} goes on for that long, {@code -Dfuzz.seed}
 * starts elsewhere.
 */
class DecodingFuzzTest {
    private static final int SCHEMAS = 150;
    private static final int RECORDS = 300;
    private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);

    private long accepted;
    private long refused;
    private long rejected;

    @Test
    void whatLandsIsDecodedAsAnIndependentReaderDecodesIt() {
        long seconds = Long.getLong("fuzz.seconds", 0);
        long seed = Long.getLong("fuzz.seed", 42);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (long i = 0; i < SCHEMAS || System.nanoTime() < end; i++) {
            one(seed + i);
        }
        System.err.println(accepted + " lines accepted, " + refused + " refused, " + rejected + " did not land");
        assertThat(Math.min(accepted, Math.min(refused, rejected))).isGreaterThan(SCHEMAS * RECORDS / 50L);
    }

    private void one(long seed) {
        Random random = new Random(seed);
        FuzzSchema fuzzed = new FuzzSchema(random);
        EventSchema schema = SchemaReader.parse("fuzzed", fuzzed.document());
        EventTime time = EventTimeSpec.of(schema.eventTime()).eventTime();
        StructType columns = LandedSchema.type(schema);
        LandedLineDecoder decoder = new LandedLineDecoder(schema, columns);
        StructField any =
                columns.apply(random.nextInt(RecordColumns.ofValue(schema).size()));
        LandedLineDecoder ofOne = new LandedLineDecoder(schema, DataTypes.createStructType(List.of(any)));
        LineOracle oracle = new LineOracle(schema);
        Router router = new Router(time);
        for (int i = 0; i < RECORDS; i++) {
            byte[] record = fuzzed.record();
            long timestamp = random.nextInt(4) == 0 ? random.nextLong() : 1_767_225_600_000L;
            ValidationResult validity = router.route(record, 0, record.length, timestamp);
            byte[] line = line(record, timestamp);
            String what = "seed " + seed + "\n" + fuzzed.document() + "\n" + new String(line, UTF_8);
            if (validity != ValidationResult.OBJECT) {
                rejected++;
                assertThatNoException().as(what).isThrownBy(() -> decoder.row(line, 0, line.length, 0, 1));
                continue;
            }
            InternalRow row = decoder.row(line, 0, line.length, router.epochDay(), 1);
            Object found = ofOne.row(line, 0, line.length, router.epochDay(), 1).get(0, any.dataType());
            String reasons =
                    row.getArray(columns.fieldIndex(RecordColumns.REASONS)).toString();
            boolean clean =
                    row.getArray(columns.fieldIndex(RecordColumns.REASONS)).numElements() == 0;
            LineOracle.Answer expected = oracle.read(record);

            assertThat(clean).as(what + "\n" + reasons + " " + expected).isEqualTo(expected.accepted());
            if (clean) {
                accepted++;
                assertThat(LineOracle.cells(schema, row, columns)).as(what).isEqualTo(expected.cells());
                assertThat(found)
                        .as("%s alone of %s", any.name(), what)
                        .isEqualTo(row.get(columns.fieldIndex(any.name()), any.dataType()));
            } else {
                refused++;
            }
            sameTime(schema, row, columns, router, timestamp, what);
        }
    }

    /** What landing routed by is what the decoder reads, and what the decoder does not read landing did not either. */
    private static void sameTime(
            EventSchema schema, InternalRow row, StructType columns, Router router, long timestamp, String what) {
        int cell = columns.fieldIndex(schema.eventTime().column());
        long routed = row.isNullAt(cell) ? EventTime.ofRecord(timestamp) : row.getLong(cell);
        boolean malformed = row.getArray(columns.fieldIndex(RecordColumns.REASONS))
                .toString()
                .contains("json:malformed");
        if (!malformed) {
            assertThat(router.micros()).as(what).isEqualTo(routed);
            assertThat(router.epochDay()).as(what).isEqualTo((int) Math.floorDiv(routed, MICROS_PER_DAY));
        }
    }

    /** As landing writes it, but that line breaks between tokens stay: the decoder gets the line by its ends. */
    private static byte[] line(byte[] record, long timestamp) {
        String text = new String(record, UTF_8);
        int brace = 0;
        while (brace < record.length && record[brace] != '{') {
            brace++;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(("{\"_kafka\":{\"p\":3,\"o\":12,\"ts\":" + timestamp + "}").getBytes(UTF_8));
        if (brace < record.length) {
            boolean empty = text.substring(text.indexOf('{') + 1).strip().equals("}");
            line.writeBytes(empty ? new byte[0] : new byte[] {','});
            line.write(record, brace + 1, record.length - brace - 1);
        }
        return line.toByteArray();
    }
}
