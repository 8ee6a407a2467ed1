package dev.streamflow.etl.clean;

import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.unsafe.types.UTF8String;

/** The reasons why one record is not clean: each once, in the order in which they were found. */
final class Faults {
    private static final GenericArrayData NONE = new GenericArrayData(new Object[0]);

    private final Set<String> reasons = new LinkedHashSet<>();

    void add(String field, String keyword) {
        reasons.add(field + ":" + keyword);
    }

    /** The reasons of the record, and room for the next record's. */
    GenericArrayData take() {
        if (reasons.isEmpty()) {
            return NONE;
        }
        Object[] taken = reasons.stream().map(UTF8String::fromString).toArray();
        reasons.clear();
        return new GenericArrayData(taken);
    }
}
