package dev.streamflow.etl.lake;

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
 * What one run made of one event date.
 *
 * @param batch the dates that were computed and published together, this one among them: {@code 2026-01-01 to 2026-01-31}
 * @param took the time of that batch
 * @param version of the code
 * @param topics the balance of each topic
 * @param revenue of the date's completed transactions; null where no transactions have landed
 * @param tables rows of each gold table
 * @param renewed later dates whose trailing columns read one of the batch, and were published with it
 * @param audits the checks that were made before publishing, all of them passed
 * @param warnings checks that have not passed and do not keep a date from being published
 */
public record DateReport(
        LocalDate date,
        String run,
        Instant startedAt,
        String batch,
        Duration took,
        String version,
        Map<String, String> parameters,
        List<TopicReport> topics,
        BigDecimal revenue,
        SortedMap<String, Long> tables,
        List<LocalDate> renewed,
        List<Audit> audits,
        List<Audit> warnings) {

    public DateReport {
        requireNonNull(date, "date is null");
        requireNonNull(run, "run is null");
        requireNonNull(batch, "batch is null");
        parameters = new TreeMap<>(parameters);
        topics = List.copyOf(topics);
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        renewed = List.copyOf(renewed);
        audits = List.copyOf(audits);
        warnings = List.copyOf(warnings);
    }

    /** This report with these warnings. */
    public DateReport warning(List<Audit> found) {
        return new DateReport(
                date,
                run,
                startedAt,
                batch,
                took,
                version,
                parameters,
                topics,
                revenue,
                tables,
                renewed,
                audits,
                found);
    }

    /**
     * landed = clean + duplicates + quarantined.
     *
     * @param offsets what of Kafka's log the lines are from, per partition and landing run
     * @param reasons quarantined rows by reason; a row may have several
     */
    public record TopicReport(
            String topic,
            List<Offsets> offsets,
            long landed,
            long clean,
            long duplicates,
            long quarantined,
            Map<String, Long> reasons) {
        public TopicReport {
            requireNonNull(topic, "topic is null");
            offsets = List.copyOf(offsets);
            reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        }
    }

    /**
     * Lines of one date that a landing run took from one partition.
     *
     * @param first the lowest offset
     * @param last the highest
     */
    public record Offsets(long landingRun, int partition, long first, long last, long records) {}
}
