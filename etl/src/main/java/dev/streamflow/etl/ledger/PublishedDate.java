package dev.streamflow.etl.ledger;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tables of one event date hold, over all runs: a run over some topics or tables leaves the others as they
 * were.
 *
 * @param publication the last one that included this date
 * @param topics what silver holds
 * @param revenue of the date's completed transactions; null where no transactions have landed
 * @param tables what gold holds
 * @param warned the figures that warnings are about, each until a run over its topic has none
 * @param complete whether, when it was published, there was no warning and every topic was landed through the date's
 *     end. It is stale once more has landed, which the document cannot know
 */
public record PublishedDate(
        long publication,
        SortedMap<String, PublishedTopic> topics,
        BigDecimal revenue,
        SortedMap<String, PublishedTable> tables,
        SortedSet<String> warned,
        boolean complete) {
    /** A date of which nothing is published. */
    public static final PublishedDate NONE =
            new PublishedDate(0, new TreeMap<>(), null, new TreeMap<>(), new TreeSet<>(), false);

    /**
     * @param clean rows of silver
     * @param runs the landing runs that they are from
     * @param through everything before this instant had landed; null if that is not known
     */
    public record PublishedTopic(long landed, long clean, RunNumbers runs, Instant through) {
        public PublishedTopic {
            requireNonNull(runs, "runs is null");
        }

        public boolean isLandedThrough(Instant end) {
            return through != null && !through.isBefore(end);
        }
    }

    /** @param runs the landing runs that the rows are from, by topic */
    public record PublishedTable(long rows, SortedMap<String, RunNumbers> runs) {
        public PublishedTable {
            runs = Collections.unmodifiableSortedMap(new TreeMap<>(runs));
        }
    }

    public PublishedDate {
        topics = Collections.unmodifiableSortedMap(new TreeMap<>(topics));
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        warned = Collections.unmodifiableSortedSet(warned == null ? new TreeSet<>() : new TreeSet<>(warned));
    }

    /** The date after another run. */
    public PublishedDate with(DateReport report) {
        SortedMap<String, PublishedTopic> allTopics = new TreeMap<>(topics);
        SortedMap<String, RunNumbers> read = new TreeMap<>();
        for (TopicReport topic : report.topics()) {
            RunNumbers runs = topic.landingRuns();
            read.put(topic.topic(), runs);
            allTopics.put(topic.topic(), new PublishedTopic(topic.landed(), topic.clean(), runs, topic.through()));
        }
        SortedMap<String, PublishedTable> allTables = new TreeMap<>(tables);
        report.tables().forEach((table, rows) -> {
            SortedMap<String, RunNumbers> runs = new TreeMap<>();
            report.reads().get(table).forEach(topic -> runs.put(topic, read.get(topic)));
            allTables.put(table, new PublishedTable(rows, runs));
        });
        BigDecimal newRevenue = report.revenue() == null ? revenue : report.revenue();
        SortedSet<String> warnings = new TreeSet<>(warned);
        warnings.removeIf(report::tells);
        report.warnings().forEach(warning -> warnings.add(warning.of()));
        Instant end = report.date().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        boolean landed = allTopics.values().stream().allMatch(topic -> topic.isLandedThrough(end));
        return new PublishedDate(
                report.publication(), allTopics, newRevenue, allTables, warnings, landed && warnings.isEmpty());
    }

    /** The records of a topic that silver was made of. */
    public long landed(String topic) {
        PublishedTopic published = topics.get(topic);
        return published == null ? 0 : published.landed();
    }

    /** The landing runs that silver has of a topic. */
    public RunNumbers runs(String topic) {
        PublishedTopic published = topics.get(topic);
        return published == null ? RunNumbers.NONE : published.runs();
    }
}
