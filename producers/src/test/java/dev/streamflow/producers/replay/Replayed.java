package dev.streamflow.producers.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.EventSchema;
import dev.streamflow.events.SchemaReader;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file that was replayed: the bytes of its records and what was counted. */
record Replayed(List<byte[]> values, ReplayCounts counts, Replay replay) {
    static final EventSchema ORDERS = schema("");

    /** Orders: id, at, note and gift, amount; with further keywords at the top. */
    static EventSchema schema(String keywords) {
        return SchemaReader.parse("orders", """
                {"type": "object", "description": "Orders", %s
                 "properties": {
                   "id": {"type": "string", "x-source": "Order ID"},
                   "at": {"type": "string", "format": "date-time"},
                   "note": {"type": "string"},
                   "gift": {"type": "boolean"},
                   "amount": {"type": "number"}},
                 "required": ["id", "at"], "x-key": "id", "x-event-time": {"field": "at"}}
                """.formatted(keywords));
    }

    static Replayed of(EventSchema schema, Path file, CsvDialect dialect) {
        try (Replay replay = new Replay(schema, List.of(file.toString()), dialect, false, 0)) {
            List<byte[]> values = new ArrayList<>();
            Event event = new Event();
            while (replay.next(event)) {
                values.add(event.value().toByteArray());
            }
            return new Replayed(values, replay.counts(), replay);
        }
    }

    static Replayed of(Path file) {
        return of(ORDERS, file, CsvDialect.USUAL);
    }

    List<String> texts() {
        return values.stream().map(value -> new String(value, UTF_8)).toList();
    }

    static Path write(Path file, String text, Charset charset) {
        return write(file, text.getBytes(charset));
    }

    static Path write(Path file, byte[] bytes) {
        try {
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The usual dialect but for what is given. */
    static CsvDialect dialect(
            String encoding, Character separator, Character quote, Character escape, Character comment) {
        return new CsvDialect(
                Optional.ofNullable(encoding).map(Charset::forName),
                Optional.ofNullable(separator),
                Optional.ofNullable(quote),
                Optional.ofNullable(escape),
                Optional.ofNullable(comment));
    }
}
