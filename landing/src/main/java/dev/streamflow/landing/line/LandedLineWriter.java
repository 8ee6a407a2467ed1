package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.landing.ledger.Keep;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the two kinds of lines in landing. {@link #record} says which Kafka record the next line is about. One thread,
 * reused.
 */
public final class LandedLineWriter {
    private static final byte[] REASON = "},\"reason\":\"".getBytes(US_ASCII);
    private static final byte[] KEY = "\",\"key\":".getBytes(US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(US_ASCII);
    private static final byte[] HEADERS = ",\"headers\":[".getBytes(US_ASCII);
    private static final byte[] HEADER_KEY = "{\"key\":".getBytes(US_ASCII);
    private static final byte[] END = "]}\n".getBytes(US_ASCII);

    private final boolean keepsKey;
    private final boolean keepsHeaders;

    private long partition;
    private long offset;
    private long timestamp;
    private ByteBuffer key;
    private List<LandedHeader> headers = List.of();

    /** @param keep what landed lines have of a record beside its value */
    public LandedLineWriter(Set<Keep> keep) {
        this.keepsKey = keep.contains(Keep.KEY);
        this.keepsHeaders = keep.contains(Keep.HEADERS);
    }

    /**
     * The record of the next line.
     *
     * @param timestamp in milliseconds since 1970
     * @param key null for a record without one
     * @param headers in their order; those of a landed line are written only where they are kept
     */
    public LandedLineWriter record(
            int partition, long offset, long timestamp, ByteBuffer key, List<LandedHeader> headers) {
        this.partition = partition;
        this.offset = offset;
        this.timestamp = timestamp;
        this.key = key;
        this.headers = headers;
        return this;
    }

    /**
     * The record's own bytes behind its coordinates.
     *
     * @param validator that has just found {@code value} to be one object
     */
    public void landed(LineBuffer line, byte[] value, JsonObjectValidator validator) {
        coordinates(line);
        if (keepsKey && key != null) {
            text(line.add(','), "key", "keyBase64", key);
        }
        if (keepsHeaders && !headers.isEmpty()) {
            headers(line);
        }
        line.add('}');
        int body = validator.objectStart() + 1;
        if (!isEmpty(value, body, validator.objectEnd() - 1)) {
            line.add(',');
        }
        int start = line.size();
        line.add(value, body, validator.objectEnd());
        if (validator.hasLineBreaks()) {
            line.unbreak(start);
        }
        line.add('\n');
    }

    private void headers(LineBuffer line) {
        line.add(HEADERS);
        String separator = "";
        for (LandedHeader header : headers) {
            line.add(separator.getBytes(US_ASCII))
                    .add(HEADER_KEY)
                    .add(quoted(header.key()))
                    .add(',');
            if (header.value() == null) {
                line.add("\"value\":null".getBytes(US_ASCII));
            } else {
                text(line, "value", "valueBase64", header.value());
            }
            line.add('}');
            separator = ",";
        }
        line.add(']');
    }

    /** Bytes as people read them, which are UTF-8 mostly; in base64, under another name, where they are not. */
    private static void text(LineBuffer line, String name, String base64Name, ByteBuffer bytes) {
        Optional<String> text = utf8(bytes);
        line.add(('"' + (text.isPresent() ? name : base64Name) + "\":").getBytes(US_ASCII));
        text.ifPresentOrElse(known -> line.add(quoted(known)), () -> line.addBase64(bytes));
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            return Optional.of(UTF_8.newDecoder().decode(bytes.duplicate()).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The record's exact bytes in base64, and why it is not landed.
     *
     * @param value null for a tombstone
     */
    public void rejected(LineBuffer line, ByteBuffer value, String reason) {
        coordinates(line).add(REASON).add(reason.getBytes(US_ASCII));
        line.add(KEY).addBase64(key);
        line.add(VALUE).addBase64(value);
        line.add(HEADERS);
        String separator = "";
        for (LandedHeader header : headers) {
            // The name in base64 too would be safe but unreadable; Jackson's quoting is what JSON strings need.
            line.add(separator.getBytes(US_ASCII)).add(HEADER_KEY);
            line.add(quoted(header.key())).add(VALUE).addBase64(header.value());
            line.add('}');
            separator = ",";
        }
        line.add(END);
    }

    private LineBuffer coordinates(LineBuffer line) {
        return line.add(Coordinates.PARTITION)
                .add(partition)
                .add(Coordinates.OFFSET)
                .add(offset)
                .add(Coordinates.TIMESTAMP)
                .add(timestamp);
    }

    private static boolean isEmpty(byte[] value, int from, int to) {
        for (int at = from; at < to; at++) {
            if (value[at] > ' ' || value[at] < 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] quoted(String text) {
        return ('"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"').getBytes(UTF_8);
    }
}
