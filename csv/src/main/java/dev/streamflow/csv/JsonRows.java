package dev.streamflow.csv;

import dev.streamflow.events.json.JsonBytes;
import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.Token;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.time.TimestampFormat;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The objects of a JSON file, byte by byte. They are judged as landing judges them. */
final class JsonRows implements EventRows {
    private final JsonSource source;
    private final JsonObjectValidator time;
    private final Optional<JsonObjectValidator> keys;
    private final TimestampFormat format;
    private final JsonBytes value = new JsonBytes();
    private final JsonBytes key = new JsonBytes();
    private boolean isKeyed;
    private long micros;
    private ValidationResult validity = ValidationResult.OBJECT;

    JsonRows(EventSchema schema, JsonSource source) {
        this.source = source;
        this.time = new JsonObjectValidator(schema.eventTime().keys());
        this.keys = schema.topic()
                .key()
                .flatMap(schema::field)
                .map(field -> new JsonObjectValidator(List.of(field.keys())));
        this.format = schema.eventTime().format();
    }

    static JsonRows open(EventSchema schema, EventFile file, CsvDialect dialect, JsonForm form) throws IOException {
        return new JsonRows(
                schema,
                form == JsonForm.LINES ? new JsonLines(file.utf8(dialect)) : new JsonElements(file.utf8(dialect)));
    }

    @Override
    public boolean next() throws IOException {
        if (!source.next(value.clear())) {
            return false;
        }
        validity = time.validate(value.array(), 0, value.length());
        boolean isEvent = validity == ValidationResult.OBJECT;
        micros = isEvent ? eventMicros(time.token()) : NO_TIME;
        isKeyed = isEvent && keys.isPresent() && writeKey(keys.get());
        return true;
    }

    private boolean writeKey(JsonObjectValidator validator) {
        validator.validate(value.array(), 0, value.length());
        Token token = validator.token();
        if (token.kind() == Token.Kind.NONE) {
            return false;
        }
        key.clear().raw(token.bytes(), token.from(), token.to() - token.from());
        return true;
    }

    private long eventMicros(Token token) {
        return token.kind() == Token.Kind.NONE ? NO_TIME : format.micros(token.bytes(), token.from(), token.to());
    }

    @Override
    public JsonBytes value() {
        return value;
    }

    @Override
    public Optional<JsonBytes> key() {
        return isKeyed ? Optional.of(key) : Optional.empty();
    }

    @Override
    public byte[] raw() {
        return value.toByteArray();
    }

    @Override
    public long micros() {
        return micros;
    }

    @Override
    public String fault() {
        return validity == ValidationResult.OBJECT ? null : validity.code();
    }

    @Override
    public long line() {
        return source.line();
    }

    @Override
    public long blank() {
        return source.blank();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
