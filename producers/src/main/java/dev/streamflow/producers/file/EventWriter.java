package dev.streamflow.producers.file;

import dev.streamflow.producers.event.Event;
import java.io.IOException;

/** Writes events into a stream, which it leaves open. */
interface EventWriter {
    void write(Event event) throws IOException;

    /** Hands what is still buffered to the stream. */
    void finish() throws IOException;
}
