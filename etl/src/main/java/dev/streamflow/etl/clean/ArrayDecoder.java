package dev.streamflow.etl.clean;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.Constraints;
import dev.streamflow.events.Field;
import dev.streamflow.events.FieldType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.RowFactory;

/** Reads a JSON array into an array of values, or of rows where its elements are objects. */
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
        if (element.type() instanceof FieldType.Nested nested) {
            ObjectDecoder object = new ObjectDecoder(path + ".", nested.fields(), Optional.empty());
            return (parser, faults) -> {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    faults.add(path, "type");
                    parser.skipChildren();
                    return null;
                }
                parser.nextToken();
                return RowFactory.create(object.decode(parser, faults));
            };
        } else if (element.type() instanceof FieldType.Array inner) {
            return new ArrayDecoder(path, inner.element(), element.constraints());
        }
        return ScalarDecoders.of(path, element.type(), element.constraints(), Optional.empty());
    }

    @Override
    public Object decode(JsonParser parser, Faults faults) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            faults.add(path, "type");
            parser.skipChildren();
            return null;
        }
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(element.decode(parser, faults));
        }
        if (values.size() < constraints.minItems().orElse(0)) {
            faults.add(path, "minItems");
        }
        if (values.size() > constraints.maxItems().orElse(Integer.MAX_VALUE)) {
            faults.add(path, "maxItems");
        }
        return values.toArray();
    }
}
