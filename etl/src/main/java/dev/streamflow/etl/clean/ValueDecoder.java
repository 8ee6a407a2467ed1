package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one JSON value into what a Spark row holds. */
interface ValueDecoder {
    /**
     * Reads the value the parser stands on, and leaves the parser on its last token.
     *
     * @return the value, or null where it is not valid and {@code faults} says why
     */
    Object decode(JsonParser parser, Faults faults) throws IOException;
}
