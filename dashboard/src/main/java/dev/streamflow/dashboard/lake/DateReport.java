package dev.streamflow.dashboard.lake;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one run made of one event date: a document of the lake's ledger, of which fields that are not known here are
 * left out.
 *
 * @param batch the dates that were computed together
 * @param took the time of that batch
 * @param code the version of the program
 * @param revenue of completed transactions; null where none have landed
 * @param tables rows of each gold table
 * @param renewed later dates that were published with it, as they look back on it
 */
public record DateReport(
        long publication,
        LocalDate date,
        String run,
        Instant startedAt,
        String batch,
        Duration took,
        String code,
        Map<String, String> parameters,
        List<Topic> topics,
        BigDecimal revenue,
        SortedMap<String, Long> tables,
        List<LocalDate> renewed,
        List<Audit> audits,
        List<Audit> warnings) {
    /**
     * Two figures that were counted in different places.
     *
     * @param of the topic or table
     */
    public record Audit(String check, String of, String expected, String found) {
        public boolean passed() {
            return expected != null && expected.equals(found);
        }
    }

    /**
     * landed = clean + duplicates + quarantined.
     *
     * @param reasons of quarantined rows, of which a row may have several
     */
    public record Topic(
            String topic,
            List<Offsets> offsets,
            long landed,
            long clean,
            long duplicates,
            long quarantined,
            SortedMap<String, Long> reasons) {
        public Topic {
            requireNonNull(topic, "topic is null");
            offsets = offsets == null ? List.of() : List.copyOf(offsets);
            reasons = sorted(reasons);
        }

        public boolean isBalanced() {
            return landed == clean + duplicates + quarantined;
        }
    }

    /** Lines of the date that a landing run took from one partition, with the lowest and the highest offset. */
    public record Offsets(long landingRun, int partition, long first, long last, long records) {}

    public DateReport {
        requireNonNull(date, "date is null");
        requireNonNull(run, "run is null");
        parameters = Collections.unmodifiableMap(new TreeMap<>(parameters == null ? Map.of() : parameters));
        topics = topics == null ? List.of() : List.copyOf(topics);
        tables = sorted(tables);
        renewed = renewed == null ? List.of() : List.copyOf(renewed);
        audits = audits == null ? List.of() : List.copyOf(audits);
        warnings = warnings == null ? List.of() : List.copyOf(warnings);
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts == null ? Map.of() : counts));
    }
}
