package dev.streamflow.etl.clean;

import java.util.LinkedHashSet;
import java.util.Set;

/** The reasons why one record is not clean: each once, in the order in which they were found. */
final class Faults {
    private final Set<String> reasons = new LinkedHashSet<>();

    void add(String field, String keyword) {
        reasons.add(field + ":" + keyword);
    }

    boolean isEmpty() {
        return reasons.isEmpty();
    }

    /** The reasons of the record, and room for the next record's. */
    String[] take() {
        String[] taken = reasons.toArray(String[]::new);
        reasons.clear();
        return taken;
    }
}
