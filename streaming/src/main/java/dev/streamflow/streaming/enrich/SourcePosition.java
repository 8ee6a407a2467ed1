package dev.streamflow.streaming.enrich;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Where an output record comes from, as its headers say it: all in ASCII. A topic that is deleted and created again has
 * another id, and offsets that mean other records.
 */
record SourcePosition(String topicId, int partition, long offset) {
    static final String TOPIC = "source_topic";
    static final String TOPIC_ID = "source_topic_id";
    static final String PARTITION = "source_partition";
    static final String OFFSET = "source_offset";
    /** On a rejected record: why it is not clean, a JSON array of text. */
    static final String REASONS = "reasons";

    /** Headers of these names are ours; what a source record has under them does not go on. */
    static final Set<String> NAMES = Set.of(TOPIC, TOPIC_ID, PARTITION, OFFSET, REASONS);

    SourcePosition {
        requireNonNull(topicId, "topicId is null");
    }

    /** The position in the headers of an output record; empty where another program wrote it. */
    static Optional<SourcePosition> of(Headers headers) {
        Header id = headers.lastHeader(TOPIC_ID);
        Header partition = headers.lastHeader(PARTITION);
        Header offset = headers.lastHeader(OFFSET);
        if (id == null || partition == null || offset == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SourcePosition(text(id), Integer.parseInt(text(partition)), Long.parseLong(text(offset))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String text(Header header) {
        return header.value() == null ? "" : new String(header.value(), US_ASCII);
    }

    /** The headers of an output record, of a topic of that name. */
    List<Header> headers(String topic) {
        return List.of(
                header(TOPIC, topic),
                header(TOPIC_ID, topicId),
                header(PARTITION, Integer.toString(partition)),
                header(OFFSET, Long.toString(offset)));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(US_ASCII));
    }
}
