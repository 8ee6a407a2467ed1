package dev.streamflow.producers;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.Schemas;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.EventStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads event streams into lists. */
public final class Streams {
    public static final Path SCHEMAS = Path.of("..", "schemas");

    private Streams() {}

    /** One event, as text. */
    public record Seen(String key, String value, long micros) {}

    public static List<Seen> all(EventStream stream) {
        List<Seen> seen = new ArrayList<>();
        Event event = new Event();
        while (stream.next(event)) {
            byte[] key = event.keyOrNull();
            String text = key == null ? null : new String(key, java.nio.charset.StandardCharsets.UTF_8);
            seen.add(new Seen(text, event.value().toString(), event.micros()));
        }
        return seen;
    }

    public static List<String> values(EventStream stream) {
        return all(stream).stream().map(Seen::value).toList();
    }

    public static EventSchema schema(String name) {
        return Schemas.find(name, SCHEMAS);
    }
}
