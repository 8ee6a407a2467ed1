package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonToken;
import dev.streamflow.events.model.Constraints;
import dev.streamflow.events.model.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.util.GenericArrayData;

/** Decodes a JSON array into an array of values, or of rows if its elements are objects. */
final class ArrayDecoder implements ValueDecoder {
    private final String path;
    private final Constraints constraints;
    private final ValueDecoder element;

    ArrayDecoder(String path, Field element, Constraints constraints) {
        this.path = path;
        this.constraints = constraints;
        this.element = ValueDecoders.of(path + "[]", element, Optional.empty());
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
