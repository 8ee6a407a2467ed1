package dev.streamflow.etl.ledger;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.landing.RunNumbers;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tables of one event date hold, over all runs: a run over some topics or tables leaves the others as they
 * were.
 *
 * @param publication the last one that included this date
 * @param topics what silver holds
 * @param revenue of the date's completed transactions; null where no transactions have landed
 * @param tables what gold holds
 */
public record PublishedDate(
        long publication,
        SortedMap<String, PublishedTopic> topics,
        BigDecimal revenue,
        SortedMap<String, PublishedTable> tables) {
    /** A date of which nothing is published. */
    public static final PublishedDate NONE = new PublishedDate(0, new TreeMap<>(), null, new TreeMap<>());

    /**
     * @param clean rows of silver
     * @param runs the landing runs that they are from
     */
    public record PublishedTopic(long landed, long clean, RunNumbers runs) {
        public PublishedTopic {
            requireNonNull(runs, "runs is null");
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
    }

    /** The date after another run. */
    public PublishedDate with(DateReport report) {
        SortedMap<String, PublishedTopic> allTopics = new TreeMap<>(topics);
        SortedMap<String, RunNumbers> read = new TreeMap<>();
        for (TopicReport topic : report.topics()) {
            RunNumbers runs = topic.landingRuns();
            read.put(topic.topic(), runs);
            allTopics.put(topic.topic(), new PublishedTopic(topic.landed(), topic.clean(), runs));
        }
        SortedMap<String, PublishedTable> allTables = new TreeMap<>(tables);
        report.tables().forEach((table, rows) -> {
            SortedMap<String, RunNumbers> runs = new TreeMap<>();
            report.reads().get(table).forEach(topic -> runs.put(topic, read.get(topic)));
            allTables.put(table, new PublishedTable(rows, runs));
        });
        BigDecimal newRevenue = report.revenue() == null ? revenue : report.revenue();
        return new PublishedDate(report.publication(), allTopics, newRevenue, allTables);
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
