package dev.streamflow.ingest.land;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.json.JsonProof;
import dev.streamflow.ingest.ledger.Keep;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The two kinds of lines in landing. */
final class Line {
    private static final byte[] PARTITION = "{\"_kafka\":{\"p\":".getBytes(US_ASCII);
    private static final byte[] OFFSET = ",\"o\":".getBytes(US_ASCII);
    private static final byte[] TIMESTAMP = ",\"ts\":".getBytes(US_ASCII);
    private static final byte[] REASON = "},\"reason\":\"".getBytes(US_ASCII);
    private static final byte[] KEY = "\",\"key\":".getBytes(US_ASCII);
    private static final byte[] VALUE = ",\"value\":".getBytes(US_ASCII);
    private static final byte[] HEADERS = ",\"headers\":[".getBytes(US_ASCII);
    private static final byte[] HEADER_KEY = "{\"key\":".getBytes(US_ASCII);
    private static final byte[] END = "]}\n".getBytes(US_ASCII);

    private final boolean keepsKey;
    private final boolean keepsHeaders;

    /** @param keep what landed lines have of a record beside its value */
    Line(Set<Keep> keep) {
        this.keepsKey = keep.contains(Keep.KEY);
        this.keepsHeaders = keep.contains(Keep.HEADERS);
    }

    /** The record's own bytes behind its coordinates. */
    void landed(LineBuffer line, ConsumerRecord<ByteBuffer, ByteBuffer> record, byte[] value, JsonProof proof) {
        coordinates(line, record);
        if (keepsKey && record.key() != null) {
            text(line.add(','), "key", "keyBase64", record.key());
        }
        if (keepsHeaders && record.headers().iterator().hasNext()) {
            headers(line, record.headers());
        }
        line.add('}');
        int body = proof.objectStart() + 1;
        if (!isEmpty(value, body, proof.objectEnd() - 1)) {
            line.add(',');
        }
        int start = line.size();
        line.add(value, body, proof.objectEnd());
        if (proof.hasLineBreaks()) {
            line.unbreak(start);
        }
        line.add('\n');
    }

    private static void headers(LineBuffer line, Headers headers) {
        line.add(HEADERS);
        String separator = "";
        for (Header header : headers) {
            line.add(separator.getBytes(US_ASCII))
                    .add(HEADER_KEY)
                    .add(quoted(header.key()))
                    .add(',');
            if (header.value() == null) {
                line.add("\"value\":null".getBytes(US_ASCII));
            } else {
                text(line, "value", "valueBase64", ByteBuffer.wrap(header.value()));
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

    /** The record's exact bytes in base64, and why it is not landed. */
    static void rejected(LineBuffer line, ConsumerRecord<ByteBuffer, ByteBuffer> record, String reason) {
        coordinates(line, record).add(REASON).add(reason.getBytes(US_ASCII));
        line.add(KEY).addBase64(record.key());
        line.add(VALUE).addBase64(record.value());
        line.add(HEADERS);
        String separator = "";
        for (Header header : record.headers()) {
            // The name in base64 too would be safe but unreadable; Jackson's quoting is what JSON strings need.
            line.add(separator.getBytes(US_ASCII)).add(HEADER_KEY);
            line.add(quoted(header.key())).add(VALUE);
            line.addBase64(header.value() == null ? null : ByteBuffer.wrap(header.value()));
            line.add('}');
            separator = ",";
        }
        line.add(END);
    }

    private static LineBuffer coordinates(LineBuffer line, ConsumerRecord<?, ?> record) {
        return line.add(PARTITION)
                .add((long) record.partition())
                .add(OFFSET)
                .add(record.offset())
                .add(TIMESTAMP)
                .add(record.timestamp());
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
        String escaped = new String(
                com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text));
        return ('"' + escaped + '"').getBytes(UTF_8);
    }
}
