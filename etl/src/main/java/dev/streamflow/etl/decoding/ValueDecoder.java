package dev.streamflow.etl.decoding;

import java.io.IOException;

/** Reads one JSON value into what a row of Spark's holds inside: text as UTF-8, time stamps as microseconds, dates as days. */
interface ValueDecoder {
    /**
     * Reads the value the parser stands on, and leaves the parser on its last token.
     *
     * @return the value, which may be a part of the line, or null where it is not valid and {@code reasons} says why
     */
    Object decode(JsonTokens line, ReasonCollector reasons) throws IOException;
}
