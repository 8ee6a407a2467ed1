package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.landing.ledger.Keep;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LandedLineWriterTest {
    private static final int LINES = 5_000;
    private static final String[] VALUES = {
        "{}",
        "{ }",
        "{\"a\":1}",
        " {\"a\":[{},\"}\"]}\n",
        "{\"_kafka\":{\"p\":1}}",
        "{\"s\":\"\\\"}{\\\\\"}",
        "{\"ü\":\"€\"}"
    };
    private static final String[] KEYS = {null, "", "key", "}],{[", "\"\\", "\u00fc"};

    private final JsonObjectValidator validator = new JsonObjectValidator("a");
    private final LineBuffer line = new LineBuffer();

    @Test
    void whatIsKeptStandsBetweenTheCoordinatesAndTheValue() {
        ByteBuffer key = bytes("cust-\"1\"");
        List<LandedHeader> headers = List.of(
                new LandedHeader("trace", bytes("a1")),
                new LandedHeader("trace", null),
                new LandedHeader("raw", ByteBuffer.wrap(new byte[] {(byte) 0xff})));
        String coordinates = "{\"_kafka\":{\"p\":3,\"o\":12,\"ts\":-1";

        assertThat(landed(Set.of(), key, headers)).isEqualTo(coordinates + "},\"a\": 1}\n");
        assertThat(landed(Set.of(Keep.KEY), key, headers))
                .isEqualTo(coordinates + ",\"key\":\"cust-\\\"1\\\"\"},\"a\": 1}\n");
        assertThat(landed(Set.of(Keep.HEADERS), key, headers))
                .isEqualTo(
                        coordinates + ",\"headers\":[{\"key\":\"trace\",\"value\":\"a1\"},"
                                + "{\"key\":\"trace\",\"value\":null},{\"key\":\"raw\",\"valueBase64\":\"/w==\"}]},\"a\": 1}\n");
    }

    private String landed(Set<Keep> keep, ByteBuffer key, List<LandedHeader> headers) {
        line.clear(0);
        byte[] value = " {\"a\":\n1}".getBytes(UTF_8);
        assertThat(validator.validate(value, 0, value.length)).isEqualTo(ValidationResult.OBJECT);
        new LandedLineWriter(keep).record(3, 12, -1, key, headers).landed(line, value, validator);
        return written();
    }

    @Test
    void aRejectedRecordIsThereToTheByte() {
        ByteBuffer value = ByteBuffer.wrap(new byte[] {'{', (byte) 0xff});
        LandedLineWriter writer = new LandedLineWriter(Set.of());

        writer.record(3, 12, 7, null, List.of(new LandedHeader("h", bytes("v")), new LandedHeader("n", null)))
                .rejected(line, value, "invalid-utf8");
        writer.record(3, 13, 8, bytes("k"), List.of()).rejected(line, null, "tombstone");

        assertThat(written()).isEqualTo("""
                        {"_kafka":{"p":3,"o":12,"ts":7},"reason":"invalid-utf8","key":null,"value":"e/8=",\
                        "headers":[{"key":"h","value":"dg=="},{"key":"n","value":null}]}
                        {"_kafka":{"p":3,"o":13,"ts":8},"reason":"tombstone","key":"aw==","value":null,"headers":[]}
                        """);
        assertThat(value.remaining()).as("what is left of the record's value").isEqualTo(2);
    }

    @Test
    void theReaderFindsWhatTheWriterWrote() {
        Random random = new Random(1);
        LandedLineReader reader = new LandedLineReader();
        LandedLineWriter[] writers = {new LandedLineWriter(Set.of()), new LandedLineWriter(EnumSet.allOf(Keep.class))};
        for (int i = 0; i < LINES; i++) {
            line.clear(0);
            byte[] value = VALUES[random.nextInt(VALUES.length)].getBytes(UTF_8);
            String key = KEYS[random.nextInt(KEYS.length)];
            int partition = random.nextInt();
            long offset = random.nextLong(Long.MAX_VALUE) >> random.nextInt(63);
            long timestamp = random.nextInt(9) == 0 ? -1 : random.nextLong(Long.MAX_VALUE);
            validator.validate(value, 0, value.length);

            writers[random.nextInt(2)]
                    .record(
                            partition & Integer.MAX_VALUE,
                            offset,
                            timestamp,
                            key == null ? null : bytes(key),
                            key == null ? List.of() : List.of(new LandedHeader(key, bytes(key))))
                    .landed(line, value, validator);
            reader.read(line.bytes(), 0, line.size() - 1);

            assertThat(new String(reader.value(), UTF_8)).isEqualTo(new String(value, UTF_8).strip());
            assertThat(List.of(reader.partition(), reader.offset(), reader.timestamp()))
                    .containsExactly((long) (partition & Integer.MAX_VALUE), offset, timestamp);
        }
    }

    private String written() {
        return new String(line.bytes(), 0, line.size(), UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }
}
