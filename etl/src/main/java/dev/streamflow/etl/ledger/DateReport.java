package dev.streamflow.etl.ledger;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.landing.RunNumbers;
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
 * @param version of this document
 * @param publication number of the publication; the report with the highest describes what the tables hold
 * @param batch the dates that were computed and published together, this one among them: {@code 2026-01-01 to
 *     2026-01-31}
 * @param took the time of that batch
 * @param code the version of the program
 * @param topics the balance of each topic that was read, also of those that sent nothing on the date
 * @param revenue of the date's completed transactions; null where no transactions have landed
 * @param tables rows of each gold table that was made
 * @param reads the topics that each of these tables was made of; what it has read of them are the landing runs of
 *     {@code topics}
 * @param renewed later dates whose trailing columns read one of the batch, and were published with it
 * @param audits the checks that were made before publishing, all of them passed
 * @param warnings checks that have not passed and do not keep a date from being published
 */
public record DateReport(
        int version,
        long publication,
        LocalDate date,
        String run,
        Instant startedAt,
        String batch,
        Duration took,
        String code,
        Map<String, String> parameters,
        List<TopicReport> topics,
        BigDecimal revenue,
        SortedMap<String, Long> tables,
        SortedMap<String, List<String>> reads,
        List<LocalDate> renewed,
        List<Audit> audits,
        List<Audit> warnings) {

    /** The version of documents that this code writes. */
    public static final int VERSION = 3;
    /** Which did not say how far topics were landed. */
    static final int EARLIER_VERSION = 2;

    /**
     * The figure {@code revenue}, as warnings name it. Other figures are named after their topic: {@code quarantined of
     * user_events}.
     */
    public static final String REVENUE = "revenue";

    public DateReport {
        requireNonNull(date, "date is null");
        requireNonNull(run, "run is null");
        requireNonNull(batch, "batch is null");
        parameters = new TreeMap<>(parameters);
        topics = List.copyOf(topics);
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        reads = Collections.unmodifiableSortedMap(new TreeMap<>(reads));
        renewed = List.copyOf(renewed);
        audits = List.copyOf(audits);
        warnings = List.copyOf(warnings);
    }

    /**
     * Whether the report would warn of a figure if it were still as far off: it has read the topic that the figure is
     * of.
     */
    boolean tells(String figure) {
        return (figure.equals(REVENUE) && revenue != null)
                || topics.stream()
                        .anyMatch(topic -> figure.equals(topic.topic()) || figure.endsWith(" of " + topic.topic()));
    }

    /** This report with these warnings. */
    public DateReport warning(List<Audit> found) {
        return new DateReport(
                version,
                publication,
                date,
                run,
                startedAt,
                batch,
                took,
                code,
                parameters,
                topics,
                revenue,
                tables,
                reads,
                renewed,
                audits,
                found);
    }

    /**
     * landed = clean + duplicates + quarantined.
     *
     * @param offsets the Kafka offsets of the lines, per partition and landing run
     * @param reasons quarantined rows by reason; a row may have several
     * @param through everything that reached Kafka before this instant, and what was allowed to come later, had landed
     *     when the date was computed; null if that is not known
     */
    public record TopicReport(
            String topic,
            List<Offsets> offsets,
            long landed,
            long clean,
            long duplicates,
            long quarantined,
            Map<String, Long> reasons,
            Instant through) {
        /** Of a topic that sent nothing on the date. */
        public static TopicReport nothing(String topic) {
            return new TopicReport(topic, List.of(), 0, 0, 0, 0, Map.of(), null);
        }

        /** This balance, of a topic that was landed so far. */
        public TopicReport landedThrough(Instant instant) {
            return new TopicReport(topic, offsets, landed, clean, duplicates, quarantined, reasons, instant);
        }

        public TopicReport {
            requireNonNull(topic, "topic is null");
            offsets = List.copyOf(offsets);
            reasons = Collections.unmodifiableMap(new TreeMap<>(reasons));
        }

        /** The landing runs that were read. */
        RunNumbers landingRuns() {
            return RunNumbers.of(offsets.stream().map(Offsets::landingRun).toList());
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
