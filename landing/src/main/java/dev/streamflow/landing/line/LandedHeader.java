package dev.streamflow.landing.line;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;

/**
 * A header of a Kafka record.
 *
 * @param value null where the record has none
 */
public record LandedHeader(String key, ByteBuffer value) {
    public LandedHeader {
        requireNonNull(key, "key is null");
    }
}
