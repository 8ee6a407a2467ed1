package dev.streamflow.csv;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name, in the order of the names. */
final class Sums {
    private Sums() {}

    static Map<String, Long> copy(Map<String, Long> sums) {
        return Collections.unmodifiableMap(new TreeMap<>(sums));
    }

    static Map<String, Long> plus(Map<String, Long> sums, Map<String, Long> more) {
        Map<String, Long> all = new TreeMap<>(sums);
        more.forEach((name, count) -> all.merge(name, count, Long::sum));
        return all;
    }

    /** As {@code cells 1, quotes 2}. */
    static String text(Map<String, Long> sums) {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, count) ->
                text.append(text.isEmpty() ? "" : ", ").append(name).append(' ').append(count));
        return text.toString();
    }
}
