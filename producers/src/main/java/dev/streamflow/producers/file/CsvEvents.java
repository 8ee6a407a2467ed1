package dev.streamflow.producers.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.EventSchema;
import dev.streamflow.events.model.Field;
import dev.streamflow.producers.event.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * RFC 4180 with a header: a column for each field, named as {@code replay} reads it; nested fields under their dotted
 * names, arrays as JSON text, absent values as empty cells. A malformed event becomes a row of one cell with its text.
 */
final class CsvEvents implements EventWriter {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final List<Columns.Column> columns;
    private final CsvWriter rows;

    CsvEvents(EventSchema schema, OutputStream stream) {
        this.columns = Columns.of(schema.fields());
        this.rows = CsvWriter.builder().build(stream, UTF_8);
        rows.writeRecord(columns.stream()
                .map(column -> column.field().source().orElse(column.dotted()))
                .toList());
    }

    @Override
    public void write(Event event) throws IOException {
        JsonNode document;
        try {
            document = JSON.readTree(event.value().array(), 0, event.value().length());
        } catch (JsonProcessingException e) {
            rows.writeRecord(event.value().toString());
            return;
        }
        List<String> cells = new ArrayList<>(columns.size());
        for (Columns.Column column : columns) {
            JsonNode value = document;
            for (String name : column.path()) {
                value = value.path(name);
            }
            cells.add(cell(value, column.field()));
        }
        rows.writeRecord(cells);
    }

    /** As {@code replay} reads it by the same schema: with its decimal mark. */
    private static String cell(JsonNode value, Field field) {
        if (value.isMissingNode() || value.isNull()) {
            return "";
        } else if (value.isNumber()) {
            return value.toString().replace(".", field.cells().decimal().orElse("."));
        }
        return value.isTextual() ? value.textValue() : value.toString();
    }

    @Override
    public void finish() throws IOException {
        rows.flush();
    }
}
