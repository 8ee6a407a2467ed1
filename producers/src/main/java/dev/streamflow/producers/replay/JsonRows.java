package dev.streamflow.producers.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.EventSchema;
import dev.streamflow.producers.event.Event;
import dev.streamflow.producers.event.JsonBytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The lines of a file of JSON lines, sent as they stand, byte by byte, whatever they hold: landing judges them. A line of nothing but
 * white space is none.
 */
final class JsonRows implements Rows {
    private static final int LONGEST_LINE = 64 << 20;
    private static final JsonFactory JSON = new JsonFactory();

    private final EventSchema schema;
    private final InputStream stream;
    private final String keyField;
    private final byte[] chunk = new byte[1 << 16];
    private int at;
    private int end;
    private long micros;
    private long blank;
    private long lines;
    private long broken;

    JsonRows(EventSchema schema, Input input) throws IOException {
        this.schema = schema;
        this.stream = input.open();
        this.keyField = schema.topic().key().orElse("");
    }

    @Override
    public boolean next(Event event) throws IOException {
        JsonBytes line = event.value();
        while (line(line.clear())) {
            lines++;
            if (!isBlank(line)) {
                look(event);
                return true;
            }
            blank++;
        }
        return false;
    }

    private boolean line(JsonBytes line) throws IOException {
        while (true) {
            if (at == end) {
                at = 0;
                end = stream.read(chunk);
                if (end <= 0) {
                    end = 0;
                    return line.length() > 0;
                }
            }
            int from = at;
            while (at < end && chunk[at] != '\n') {
                at++;
            }
            line.raw(chunk, from, at - from);
            if (at < end) {
                at++;
                return true;
            } else if (line.length() > LONGEST_LINE) {
                throw new IOException("line " + (lines + 1) + " is longer than " + LONGEST_LINE + " bytes");
            }
        }
    }

    private static boolean isBlank(JsonBytes line) {
        for (int i = 0; i < line.length(); i++) {
            byte character = line.array()[i];
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }

    /** Finds the key and the time as far as the line is JSON; a broken one is sent all the same, with what stands before the break. */
    private void look(Event event) {
        micros = NO_TIME;
        JsonBytes line = event.value();
        try (JsonParser parser = JSON.createParser(line.array(), 0, line.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                    scalar(name, parser.getText(), event);
                }
                parser.skipChildren();
            }
        } catch (JacksonException e) {
            broken++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void scalar(String name, String text, Event event) {
        if (name.equals(keyField)) {
            event.writeKey().raw(text);
        }
        if (name.equals(schema.eventTime().field())) {
            byte[] bytes = text.getBytes(UTF_8);
            micros = schema.eventTime().format().micros(bytes, 0, bytes.length);
        }
    }

    @Override
    public long micros() {
        return micros;
    }

    @Override
    public long misshapen() {
        return broken;
    }

    @Override
    public long blank() {
        return blank;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
