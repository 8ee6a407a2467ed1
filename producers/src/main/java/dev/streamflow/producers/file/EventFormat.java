package dev.streamflow.producers.file;

import dev.streamflow.events.model.EventSchema;
import java.io.IOException;
import java.io.OutputStream;

/** How events are written into a file. */
public enum EventFormat {
    CSV,
    JSONL;

    EventWriter writer(EventSchema schema, OutputStream stream) throws IOException {
        return this == CSV ? new CsvEvents(schema, stream) : new JsonEvents(stream);
    }
}
