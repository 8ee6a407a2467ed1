package dev.streamflow.etl.job;

import dev.streamflow.etl.audit.DriftCheck;
import dev.streamflow.etl.audit.QuarantineCheck;
import dev.streamflow.etl.gold.GoldTable;
import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import dev.streamflow.etl.ledger.LakeState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The ledger's documents of a batch.
 *
 * @param reports of its dates, ascending, with their warnings
 * @param sum what the lake holds with them
 */
record BatchReports(List<DateReport> reports, LakeState sum) {
    BatchReports {
        reports = List.copyOf(reports);
    }

    /**
     * What the reports of a batch have in common.
     *
     * @param through how far each topic was landed when the batch was listed
     */
    record Context(
            EtlSettings settings, List<GoldTable> tables, Clock clock, String run, Map<String, Instant> through) {
        Context {
            tables = List.copyOf(tables);
            through = Map.copyOf(through);
        }
    }

    /**
     * Reports of a batch that is about to be published.
     *
     * @param start of its computation
     * @param before what the lake holds without it
     */
    static BatchReports of(BatchResult batch, Context context, Instant start, LakeState before) {
        List<DateReport> silent = batch.dates().stream()
                .map(date -> report(batch, date, context, start, before.publications() + 1))
                .toList();
        LakeState figures = before.with(silent);
        List<DateReport> reports = silent.stream()
                .map(report -> report.warning(warnings(report, context, figures)))
                .toList();
        return new BatchReports(reports, before.with(reports));
    }

    private static List<Audit> warnings(DateReport report, Context context, LakeState figures) {
        List<Audit> warnings = new ArrayList<>(QuarantineCheck.of(report));
        warnings.addAll(new DriftCheck(context.settings().drift())
                .of(report.date(), context.settings().topics(), figures));
        return warnings;
    }

    private static DateReport report(
            BatchResult batch, DateResult date, Context context, Instant start, long publication) {
        SortedMap<String, List<String>> reads = new TreeMap<>();
        context.tables().stream()
                .filter(table -> date.tables().containsKey(table.name()))
                .forEach(table ->
                        reads.put(table.name(), table.topics().stream().sorted().toList()));
        return new DateReport(
                DateReport.VERSION,
                publication,
                date.date(),
                context.run(),
                start,
                batch.batch().toString(),
                Duration.between(start, context.clock().instant()),
                version(),
                context.settings().parameters(),
                topics(date, context),
                date.revenue().orElse(null),
                date.tables(),
                reads,
                batch.renewed(),
                date.audits(),
                List.of());
    }

    /** The balance of each topic that was read. A topic that sent nothing on the date has a balance of zeros. */
    private static List<TopicReport> topics(DateResult date, Context context) {
        List<TopicReport> topics = new ArrayList<>(date.topics());
        Set<String> sent = topics.stream().map(TopicReport::topic).collect(Collectors.toSet());
        context.settings().topics().stream()
                .filter(topic -> !sent.contains(topic))
                .forEach(topic -> topics.add(TopicReport.nothing(topic)));
        return topics.stream()
                .map(topic -> topic.landedThrough(context.through().get(topic.topic())))
                .sorted(Comparator.comparing(TopicReport::topic))
                .toList();
    }

    private static String version() {
        String version = BatchReports.class.getPackage().getImplementationVersion();
        return version == null ? "unpackaged" : version;
    }
}
