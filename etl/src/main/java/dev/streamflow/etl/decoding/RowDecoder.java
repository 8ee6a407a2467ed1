package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Field;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;

/** Decodes a JSON object within an array into a row of its own. */
final class RowDecoder implements ValueDecoder {
    private final String path;
    private final int width;
    private final ObjectDecoder object;

    RowDecoder(String path, List<Field> fields) {
        this.path = path;
        this.width = Columns.of(fields).size();
        this.object = new ObjectDecoder(
                path + ".", fields, Optional.empty(), IntStream.range(0, width).iterator());
    }

    @Override
    public Object decode(JsonTokens line, ReasonCollector reasons) throws IOException {
        if (line.parser().currentToken() != JsonToken.START_OBJECT) {
            reasons.wrongType(line, path);
            return null;
        }
        line.parser().nextToken();
        Object[] cells = new Object[width];
        object.decode(line, cells, reasons);
        return new GenericInternalRow(cells);
    }
}
