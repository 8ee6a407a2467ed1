package dev.streamflow.etl.decoding;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of Kafka records as they are, without the coordinates that landing puts in front. */
class EventDecoderTest {
    private static final String AT = "\"at\":\"2026-01-31T00:00:00Z\"";
    private static final EventSchema SCHEMA = SchemaReader.parse("readings", """
            {"description": "Readings", "type": "object",
             "properties": {"id": {"type": "string"}, "at": {"type": "string", "format": "date-time"},
               "count": {"type": "integer"}},
             "required": ["at"], "x-event-time": {"field": "at"}}
            """);
    private static final StructType COLUMNS =
            DataTypes.createStructType(RecordColumns.ofValue(SCHEMA).toArray(StructField[]::new));

    private final EventDecoder decoder = new EventDecoder(SCHEMA, COLUMNS);
    private final Object[] cells = new Object[COLUMNS.size()];

    @Test
    void theValueOfARecordFillsTheColumns() {
        assertThat(reasons(("{\"id\":\"a\"," + AT + ",\"count\":3,\"other\":[{}]}").getBytes(UTF_8)))
                .isEmpty();

        assertThat(cells).containsExactly(UTF8String.fromString("a"), 1_769_817_600_000_000L, 3L);
    }

    @Test
    void aWholeNumberMayBeWrittenWithAPointOrAnExponent() {
        for (String three : List.of("3.0", "3e0", "0.3e1", "300e-2")) {
            assertThat(reasons(("{\"count\":" + three + "," + AT + "}").getBytes(UTF_8)))
                    .isEmpty();
            assertThat(cells).as(three).contains(3L);
        }
    }

    @Test
    void aFieldIsReadUnderTheKeyOfItsSource() {
        EventSchema schema = SchemaReader.parse("readings", """
                {"description": "Readings", "type": "object",
                 "properties": {"at": {"type": "string", "format": "date-time", "x-source": "@timestamp"}},
                 "required": ["at"], "x-event-time": {"field": "at"}}
                """);
        EventDecoder ofSource = new EventDecoder(schema, StructType.fromDDL("at TIMESTAMP"));
        Object[] cell = new Object[1];

        assertThat(ofSource.decode("{\"@timestamp\":\"2026-01-31T00:00:00Z\"}".getBytes(UTF_8), cell)
                        .numElements())
                .isZero();
        assertThat(cell).containsExactly(1_769_817_600_000_000L);
    }

    @Test
    void aColumnThatIsNotWantedIsCheckedAllTheSame() {
        EventDecoder ofTimes = new EventDecoder(SCHEMA, StructType.fromDDL("at TIMESTAMP"));
        Object[] cell = new Object[1];

        var reasons = ofTimes.decode(("{\"count\":1.5," + AT + "}").getBytes(UTF_8), cell);

        assertThat(reasons.toString()).isEqualTo("[count:type]");
        assertThat(cell).containsExactly(1_769_817_600_000_000L);
    }

    @Test
    void aColumnIsFoundWithoutReadingOn() {
        EventSchema schema = SchemaReader.parse("readings", """
                {"description": "Readings", "type": "object",
                 "properties": {"id": {"type": "string", "x-source": "_id"}, "at": {"type": "string", "format": "date-time"},
                   "place": {"type": "object", "properties": {"x": {"type": "integer"}}}},
                 "required": ["at"], "x-event-time": {"field": "at"}}
                """);
        EventDecoder ofIds = new EventDecoder(schema, StructType.fromDDL("id STRING, place_x BIGINT"));

        assertThat(found(ofIds, "{\"at\":7,\"place\":{\"x\":1,\"y\":[2]},\"_id\":\"a\",no JSON"))
                .containsExactly(UTF8String.fromString("a"), 1L);
        assertThat(found(ofIds, "{\"id\":\"ours\",\"place\":{\"x\":1},\"_id\":\"theirs\",\"_id\":\"b\"}"))
                .containsExactly(UTF8String.fromString("theirs"), 1L);
        assertThat(found(ofIds, "{\"id\":\"ours\",\"other\":{\"_id\":\"c\"}}"))
                .containsExactly(UTF8String.fromString("ours"), null);
        assertThat(found(ofIds, "{\"place\":[],\"id\":7}")).containsExactly(null, null);
        assertThat(found(ofIds, "{\"place\":{\"x\":")).containsExactly(null, null);
        assertThat(found(ofIds, "[]")).containsExactly(null, null);
    }

    private static Object[] found(EventDecoder decoder, String value) {
        Object[] found = new Object[2];
        byte[] bytes = value.getBytes(UTF_8);
        decoder.find(bytes, 0, bytes.length, parser -> true, found);
        return found;
    }

    static Stream<byte[]> noEvents() {
        String event = "{\"id\":\"a\"," + AT + "}";
        return Stream.of(
                new byte[0],
                new byte[4],
                event.getBytes(UTF_16),
                event.getBytes(UTF_16LE),
                event.getBytes(Charset.forName("UTF-32BE")),
                // A byte order mark of UTF-32 in an order that no machine has.
                new byte[] {0, 0, (byte) 0xff, (byte) 0xfe, '{', '}'},
                Arrays.copyOf(event.getBytes(UTF_8), event.length() - 1),
                (event + "1").getBytes(UTF_8),
                "[]".getBytes(UTF_8),
                ("{\"deep\":" + "[".repeat(2_000) + "]".repeat(2_000) + "," + AT + "}").getBytes(UTF_8),
                ("{\"count\":" + "9".repeat(2_000) + "," + AT + "}").getBytes(UTF_8));
    }

    @ParameterizedTest
    @MethodSource("noEvents")
    void whateverIsNoJsonObjectInUtf8IsMalformedAndTheNextRecordIsNot(byte[] value) {
        assertThat(reasons(value)).contains("json:malformed");
        assertThat(reasons(("{" + AT + "}").getBytes(UTF_8))).isEmpty();
    }

    private List<String> reasons(byte[] value) {
        Arrays.fill(cells, null);
        return Stream.of(decoder.decode(value, cells).array())
                .map(Object::toString)
                .toList();
    }
}
