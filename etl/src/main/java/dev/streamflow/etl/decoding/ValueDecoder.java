package dev.streamflow.etl.decoding;

import java.io.IOException;

/** Decodes one JSON value into Spark's internal format: text as UTF-8, time stamps as microseconds, dates as days. */
interface ValueDecoder {
    /**
     * Decodes the value that the parser is on, and leaves the parser on its last token.
     *
     * @return the value, which may refer to the parser's bytes; null if it is invalid, which {@code reasons} then says
     */
    Object decode(JsonTokens line, ReasonCollector reasons) throws IOException;
}
