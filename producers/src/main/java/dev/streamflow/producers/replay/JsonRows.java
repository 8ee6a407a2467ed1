package dev.streamflow.producers.replay;

import dev.streamflow.events.EventSchema;
import dev.streamflow.events.TimestampFormat;
import dev.streamflow.events.json.JsonObjectValidator;
import dev.streamflow.events.json.Token;
import dev.streamflow.events.json.ValidationResult;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.util.List;

/** The objects of a JSON file, sent byte by byte. They are judged as landing will judge them; what it will reject is sent all the same. */
final class JsonRows implements Rows {
    private final JsonSource source;
    private final JsonObjectValidator time;
    private final JsonObjectValidator key;
    private final TimestampFormat format;
    private long micros;
    private ValidationResult verdict = ValidationResult.OBJECT;

    JsonRows(EventSchema schema, JsonSource source) {
        this.source = source;
        this.time = new JsonObjectValidator(schema.eventTime().keys());
        this.key = schema.topic()
                .key()
                .flatMap(schema::field)
                .map(field -> new JsonObjectValidator(List.of(field.keys())))
                .orElse(null);
        this.format = schema.eventTime().format();
    }

    static JsonRows open(EventSchema schema, Input input, CsvDialect dialect, JsonForm form) throws IOException {
        return new JsonRows(
                schema,
                form == JsonForm.LINES ? new JsonLines(input.utf8(dialect)) : new JsonElements(input.utf8(dialect)));
    }

    @Override
    public boolean next(Event event) throws IOException {
        if (!source.next(event.value())) {
            return false;
        }
        byte[] bytes = event.value().array();
        int length = event.value().length();
        verdict = time.validate(bytes, 0, length);
        micros = verdict == ValidationResult.OBJECT ? eventMicros(time.token()) : NO_TIME;
        if (key != null && verdict == ValidationResult.OBJECT) {
            key.validate(bytes, 0, length);
            Token token = key.token();
            if (token.kind() != Token.Kind.NONE) {
                event.writeKey().raw(token.bytes(), token.from(), token.to() - token.from());
            }
        }
        return true;
    }

    private long eventMicros(Token token) {
        return token.kind() == Token.Kind.NONE ? NO_TIME : format.micros(token.bytes(), token.from(), token.to());
    }

    @Override
    public long micros() {
        return micros;
    }

    @Override
    public String fault() {
        return verdict == ValidationResult.OBJECT ? null : verdict.code();
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
