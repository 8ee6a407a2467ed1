package dev.streamflow.etl.due;

import dev.streamflow.etl.due.DueDate.Reason;
import dev.streamflow.etl.landing.RunNumbers;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Collects the reasons why a date has to be computed. */
final class DueReasons {
    private final Map<String, TreeSet<String>> topics = new TreeMap<>();
    private final Map<String, TreeSet<String>> tables = new TreeMap<>();
    private final SortedMap<String, RunNumbers> unread = new TreeMap<>();

    void topic(String reason, String topic) {
        topics.computeIfAbsent(reason, name -> new TreeSet<>()).add(topic);
    }

    void table(String reason, String table) {
        tables.computeIfAbsent(reason, name -> new TreeSet<>()).add(table);
    }

    /** Whether landing runs of the topic have not been read; notes them. */
    boolean unread(String topic, RunNumbers landed, RunNumbers read) {
        RunNumbers more = landed.without(read);
        if (!more.isEmpty()) {
            // A table may have read fewer runs than silver.
            unread.merge(
                    topic,
                    more,
                    (one, other) -> one.numbers().size() > other.numbers().size() ? one : other);
        }
        return !more.isEmpty();
    }

    List<Reason> list() {
        return Stream.of(DueDate.NEVER_COMPUTED, DueDate.MORE_LANDED, DueDate.TABLE_MISSING)
                .filter(reason -> topics.containsKey(reason) || tables.containsKey(reason))
                .map(reason -> new Reason(
                        reason,
                        List.copyOf(topics.getOrDefault(reason, new TreeSet<>())),
                        List.copyOf(tables.getOrDefault(reason, new TreeSet<>())),
                        reason.equals(DueDate.MORE_LANDED) ? unread : new TreeMap<>()))
                .toList();
    }
}
