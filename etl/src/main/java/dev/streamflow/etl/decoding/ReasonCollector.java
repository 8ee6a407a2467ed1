package dev.streamflow.etl.decoding;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** Collects the reasons why a record is not clean: each once, in the order in which they were found. */
final class ReasonCollector {
    private static final GenericArrayData NONE = new GenericArrayData(new Object[0]);

    private final Set<String> reasons = new LinkedHashSet<>();

    void add(String field, String keyword) {
        reasons.add(field + ":" + keyword);
    }

    /** Adds a reason if the condition does not hold. */
    boolean check(boolean holds, String field, String keyword) {
        if (!holds) {
            add(field, keyword);
        }
        return holds;
    }

    int count() {
        return reasons.size();
    }

    /** The reasons of values that were found after the first {@code count}. */
    List<String> after(int count) {
        return reasons.stream()
                .skip(count)
                .filter(reason -> !reason.startsWith("json:"))
                .toList();
    }

    void takeBack(List<String> found) {
        found.forEach(reasons::remove);
    }

    /** Whether the parser is on a string; if not, adds a reason and skips the value. */
    boolean isString(JsonTokens line, String field) throws IOException {
        return line.parser().currentToken() == JsonToken.VALUE_STRING || wrongType(line, field);
    }

    /** Adds the reason that the value is not of its type, and skips it; returns false. */
    boolean wrongType(JsonTokens line, String field) throws IOException {
        add(field, "type");
        line.parser().skipChildren();
        return false;
    }

    /** Returns the reasons and clears them for the next record. */
    GenericArrayData take() {
        if (reasons.isEmpty()) {
            return NONE;
        }
        Object[] taken = reasons.stream().map(UTF8String::fromString).toArray();
        reasons.clear();
        return new GenericArrayData(taken);
    }
}
