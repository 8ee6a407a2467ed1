package dev.streamflow.producers.file;

import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON document per line. */
final class JsonEvents implements EventWriter {
    private final OutputStream stream;

    JsonEvents(OutputStream stream) {
        this.stream = stream;
    }

    @Override
    public void write(Event event) throws IOException {
        stream.write(event.value().array(), 0, event.value().length());
        stream.write('\n');
    }

    @Override
    public void finish() throws IOException {
        stream.flush();
    }
}
