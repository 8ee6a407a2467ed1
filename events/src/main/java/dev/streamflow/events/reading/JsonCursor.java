package dev.streamflow.events.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * A place in a schema document, read with an expectation. What is not as expected becomes a fault that names the place,
 * and a harmless value is given instead, so that reading goes on and finds the other faults as well.
 */
final class JsonCursor {
    private final String file;
    private final String pointer;
    private final JsonNode node;
    private final List<String> faults;

    private JsonCursor(String file, String pointer, JsonNode node, List<String> faults) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
        this.faults = faults;
    }

    static JsonCursor root(String file, JsonNode document) {
        return new JsonCursor(file, "", document, new ArrayList<>());
    }

    /** The faults found so far by every cursor of the document. */
    List<String> faults() {
        return faults;
    }

    void fault(String what) {
        faults.add(file + "#" + pointer + ": " + what);
    }

    JsonNode node() {
        return node;
    }

    boolean exists() {
        return !node.isMissingNode();
    }

    JsonCursor at(String key) {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        JsonNode child = node.isObject() ? node.path(key) : MissingNode.getInstance();
        return new JsonCursor(file, pointer + "/" + escaped, child, faults);
    }

    JsonCursor at(int index) {
        return new JsonCursor(file, pointer + "/" + index, node.path(index), faults);
    }

    /** The keys of an object, in the order of the document; none, and a fault, for anything else that is there. */
    List<String> keys() {
        List<String> keys = new ArrayList<>();
        if (node.isObject()) {
            node.fieldNames().forEachRemaining(keys::add);
        } else if (exists()) {
            fault("must be an object");
        }
        return keys;
    }

    /** The elements of an array; none, and a fault, for anything else that is there. */
    List<JsonCursor> elements() {
        List<JsonCursor> elements = new ArrayList<>();
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                elements.add(at(i));
            }
        } else if (exists()) {
            fault("must be an array");
        }
        return elements;
    }

    /** A fault for each key of the object that is not among those known. */
    void allow(Set<String> known) {
        for (String key : keys()) {
            if (!known.contains(key)) {
                at(key).fault("is not a keyword here; known are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    Optional<String> text() {
        if (exists() && !node.isTextual()) {
            fault("must be a string");
        }
        return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
    }

    /** The text, or an empty one and a fault where there is none. */
    String requiredText() {
        if (!exists()) {
            fault("is missing");
        }
        return text().orElse("");
    }

    Optional<BigDecimal> number() {
        if (exists() && !node.isNumber()) {
            fault("must be a number");
        }
        return node.isNumber() ? Optional.of(node.decimalValue()) : Optional.empty();
    }

    double number(double otherwise, double min, double max) {
        double value = number().map(BigDecimal::doubleValue).orElse(otherwise);
        if (!(value >= min && value <= max)) {
            fault("must be from " + min + " to " + max);
            return otherwise;
        }
        return value;
    }

    OptionalInt whole(int min) {
        if (!exists()) {
            return OptionalInt.empty();
        }
        if (!node.canConvertToInt() || !node.canConvertToExactIntegral() || node.intValue() < min) {
            fault("must be a whole number from " + min);
            return OptionalInt.empty();
        }
        return OptionalInt.of(node.intValue());
    }
}
