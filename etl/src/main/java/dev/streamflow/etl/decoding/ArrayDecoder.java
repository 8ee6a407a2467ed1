package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.Columns;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Field;
import dev.streamflow.events.model.FieldType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Decodes a JSON array into an array of values, or of rows if its elements are objects. */
final class ArrayDecoder implements ValueDecoder {
    private final String path;
    private final Constraints constraints;
    private final ValueDecoder element;

    ArrayDecoder(String path, Field element, Constraints constraints) {
        this.path = path;
        this.constraints = constraints;
        this.element = element(path + "[]", element);
    }

    private static ValueDecoder element(String path, Field element) {
        if (element.type() instanceof FieldType.Struct nested) {
            return object(path, nested.fields());
        } else if (element.type() instanceof FieldType.Array inner) {
            return new ArrayDecoder(path, inner.element(), element.constraints());
        }
        return ScalarDecoders.of(path, element.type(), element.constraints(), Optional.empty());
    }

    private static ValueDecoder object(String path, List<Field> fields) {
        int width = Columns.of(fields).size();
        ObjectDecoder object = new ObjectDecoder(
                path + ".", fields, Optional.empty(), IntStream.range(0, width).iterator());
        return (line, reasons) -> {
            if (line.parser().currentToken() != JsonToken.START_OBJECT) {
                reasons.wrongType(line, path);
                return null;
            }
            line.parser().nextToken();
            Object[] cells = new Object[width];
            object.decode(line, cells, reasons);
            return new GenericInternalRow(cells);
        };
    }

    @Override
    public Object decode(JsonTokens line, ReasonCollector reasons) throws IOException {
        if (line.parser().currentToken() != JsonToken.START_ARRAY) {
            reasons.wrongType(line, path);
            return null;
        }
        List<Object> values = new ArrayList<>();
        while (line.parser().nextToken() != JsonToken.END_ARRAY) {
            values.add(element.decode(line, reasons));
        }
        reasons.check(values.size() >= constraints.minItems().orElse(0), path, "minItems");
        reasons.check(values.size() <= constraints.maxItems().orElse(Integer.MAX_VALUE), path, "maxItems");
        return new GenericArrayData(values.toArray());
    }
}
