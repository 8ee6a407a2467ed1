package dev.streamflow.landing.line;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** What stands in front of the coordinates of a landed line: every line starts with these, in this order. */
final class Coordinates {
    static final byte[] PARTITION = "{\"_kafka\":{\"p\":".getBytes(US_ASCII);
    static final byte[] OFFSET = ",\"o\":".getBytes(US_ASCII);
    static final byte[] TIMESTAMP = ",\"ts\":".getBytes(US_ASCII);

    private Coordinates() {}
}
