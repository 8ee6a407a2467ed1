package dev.streamflow.etl.job;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One topic of a batch, staged.
 *
 * @param silver the clean rows, as they were written
 * @param dates what became of the lines of each date on which something has landed
 */
record TopicResult(String topic, Dataset<Row> silver, SortedMap<LocalDate, TopicDate> dates) {
    /**
     * One date of the topic.
     *
     * @param report its balance
     * @param audit whether it balances
     * @param revenue of its completed transactions; empty for any other topic
     */
    record TopicDate(TopicReport report, Audit audit, Optional<BigDecimal> revenue) {
        TopicDate {
            requireNonNull(report, "report is null");
            requireNonNull(audit, "audit is null");
            requireNonNull(revenue, "revenue is null");
        }
    }

    TopicResult {
        requireNonNull(topic, "topic is null");
        requireNonNull(silver, "silver is null");
        dates = Collections.unmodifiableSortedMap(new TreeMap<>(dates));
    }
}
