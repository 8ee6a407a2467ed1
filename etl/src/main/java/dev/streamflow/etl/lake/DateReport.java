package dev.streamflow.etl.lake;

import static java.util.Objects.requireNonNull;

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
 * @param topics the balance of each topic
 * @param tables rows of each gold table
 * @param renewed later dates whose trailing columns read this one, and were published with it
 * @param audits the checks that were made before publishing, all of them passed
 */
public record DateReport(
        LocalDate date,
        String run,
        Instant startedAt,
        Duration took,
        String version,
        Map<String, String> parameters,
        List<TopicReport> topics,
        SortedMap<String, Long> tables,
        List<LocalDate> renewed,
        List<Audit> audits) {

    public DateReport {
        requireNonNull(date, "date is null");
        requireNonNull(run, "run is null");
        parameters = new TreeMap<>(parameters);
        topics = List.copyOf(topics);
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        renewed = List.copyOf(renewed);
        audits = List.copyOf(audits);
    }

    /**
     * landed = clean + duplicates + quarantined.
     *
     * @param landingRuns the runs whose files were read
     * @param reasons quarantined rows by reason; a row may have several
     */
    public record TopicReport(
            String topic,
            List<Long> landingRuns,
            long landed,
            long clean,
            long duplicates,
            long quarantined,
            Map<String, Long> reasons) {
        public TopicReport {
            requireNonNull(topic, "topic is null");
            landingRuns = List.copyOf(landingRuns);
            reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        }
    }
}
