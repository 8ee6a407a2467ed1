package dev.streamflow.streaming.enrich;

import java.util.List;
import org.apache.kafka.common.header.Header;

/**
 * A record of the source topic.
 *
 * @param timestamp milliseconds since 1970
 * @param key and {@code value}: null where it has none
 * @param headers its own, those without the names of {@link SourcePosition}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record SourceRecord(int partition, long offset, long timestamp, byte[] key, byte[] value, List<Header> headers) {
    SourceRecord {
        headers = headers.stream()
                .filter(header -> !SourcePosition.NAMES.contains(header.key()))
                .toList();
    }

    SourcePosition position(String topicId) {
        return new SourcePosition(topicId, partition, offset);
    }

    /** The same with our headers only: what makes a record too large may be its own. */
    SourceRecord withoutForeignHeaders() {
        return new SourceRecord(partition, offset, timestamp, key, value, List.of());
    }
}
