package dev.streamflow.etl.job;

import static java.util.Objects.requireNonNull;

import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a batch has staged of one date.
 *
 * @param topics the balance of each topic that has landed
 * @param revenue of silver, where transactions have landed
 * @param tables rows of each gold table that was made
 * @param audits every check of the date, passed or not
 */
record DateResult(
        LocalDate date,
        List<TopicReport> topics,
        Optional<BigDecimal> revenue,
        SortedMap<String, Long> tables,
        List<Audit> audits) {
    DateResult {
        requireNonNull(date, "date is null");
        requireNonNull(revenue, "revenue is null");
        topics = List.copyOf(topics);
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
        audits = List.copyOf(audits);
    }

    /** @param gold by table */
    static DateResult of(LocalDate date, Collection<TopicResult> topics, Map<String, GoldResult> gold) {
        List<TopicResult.TopicDate> landed = topics.stream()
                .map(topic -> topic.dates().get(date))
                .filter(Objects::nonNull)
                .toList();
        Optional<BigDecimal> revenue =
                landed.stream().flatMap(topic -> topic.revenue().stream()).findFirst();
        List<Audit> audits = new ArrayList<>(
                landed.stream().map(TopicResult.TopicDate::audit).toList());
        SortedMap<String, Long> tables = new TreeMap<>();
        gold.forEach((name, table) -> {
            if (table.audit().has(date)) {
                tables.put(name, table.audit().rows(date));
                audits.addAll(table.audit().againstSilver(date, revenue));
            }
        });
        return new DateResult(
                date, landed.stream().map(TopicResult.TopicDate::report).toList(), revenue, tables, audits);
    }
}
