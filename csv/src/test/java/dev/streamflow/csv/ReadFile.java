package dev.streamflow.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.reading.SchemaReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;

/** A file that was read: the bytes of its rows, the lines they begin in, and what was counted. */
record ReadFile(List<byte[]> values, List<Long> lines, FileTally tally, Inspection inspection) {
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

    static ReadFile of(EventSchema schema, Path path, CsvDialect dialect) {
        EventFile file = new EventFile(path);
        LongPredicate plausible = schema.eventTime().plausible();
        try {
            Inspection inspection = file.inspect(schema, dialect);
            FileTally tally = new FileTally(path);
            List<byte[]> values = new ArrayList<>();
            List<Long> lines = new ArrayList<>();
            try (EventRows rows = inspection.open()) {
                while (rows.next()) {
                    values.add(rows.value().toByteArray());
                    lines.add(rows.line());
                    tally.add(rows, rows.micros() != EventRows.NO_TIME && plausible.test(rows.micros()));
                }
                tally.finish(rows);
            }
            return new ReadFile(values, lines, tally, inspection);
        } catch (IOException | UncheckedIOException e) {
            throw file.unreadable(e);
        }
    }

    static ReadFile of(Path file) {
        return of(ORDERS, file, CsvDialect.USUAL);
    }

    RowCounts counts() {
        return tally.counts();
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
