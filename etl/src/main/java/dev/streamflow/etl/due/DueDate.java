package dev.streamflow.etl.due;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.landing.RunNumbers;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An event date that has to be computed, and why.
 *
 * @param records landed, by topic
 */
public record DueDate(LocalDate date, SortedMap<String, Long> records, List<Reason> reasons) {
    static final String NEVER_COMPUTED = "never computed";
    static final String MORE_LANDED = "more landed since";
    static final String TABLE_MISSING = "a table is missing";
    static final String DELETED = "deleted by retention";
    static final String ASKED_AGAIN = "asked for again";

    /**
     * One reason.
     *
     * @param topics whose silver is affected
     * @param tables affected gold tables
     * @param runs the landing runs that have not been read, by topic
     */
    public record Reason(String reason, List<String> topics, List<String> tables, SortedMap<String, RunNumbers> runs) {
        public Reason {
            requireNonNull(reason, "reason is null");
            topics = List.copyOf(topics);
            tables = List.copyOf(tables);
        }

        static Reason asked() {
            return new Reason(ASKED_AGAIN, List.of(), List.of(), new TreeMap<>());
        }
    }

    public DueDate {
        requireNonNull(date, "date is null");
        reasons = List.copyOf(reasons);
    }

    /** For people: the reasons, with the topics and tables that they are about. */
    public String said() {
        return reasons.stream()
                .map(why -> {
                    List<String> about = why.tables().isEmpty() ? why.topics() : why.tables();
                    String runs = why.runs().entrySet().stream()
                            .map(entry -> " " + entry.getKey() + " run " + entry.getValue())
                            .collect(Collectors.joining(","));
                    String what = about.isEmpty() ? "" : " (" + String.join(", ", about) + ")";
                    return why.reason() + (runs.isEmpty() ? "" : ":" + runs) + what;
                })
                .collect(Collectors.joining("; "));
    }
}
