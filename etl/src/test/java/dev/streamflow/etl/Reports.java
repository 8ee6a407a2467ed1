package dev.streamflow.etl;

import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.DateReport.Offsets;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reports of runs that nobody has run. */
public final class Reports {
    private final long publication;
    private final LocalDate date;
    private final List<TopicReport> topics = new ArrayList<>();
    private final SortedMap<String, Long> tables = new TreeMap<>();
    private final SortedMap<String, List<String>> reads = new TreeMap<>();
    private final List<Audit> warnings = new ArrayList<>();
    private BigDecimal revenue;
    private Instant through;

    private Reports(long publication, LocalDate date) {
        this.publication = publication;
        this.date = date;
    }

    public static Reports of(long publication, String date) {
        return new Reports(publication, LocalDate.parse(date));
    }

    /** The topics that are added from now on were landed through this instant. */
    public Reports through(String instant) {
        through = Instant.parse(instant);
        return this;
    }

    public Reports warning(String of) {
        warnings.add(new Audit("as before", of, "1", "0"));
        return this;
    }

    public Reports topic(String topic, long clean, long... runs) {
        List<Offsets> offsets = Arrays.stream(runs)
                .mapToObj(run -> new Offsets(run, 0, run, run, 1))
                .toList();
        topics.add(new TopicReport(topic, offsets, clean, clean, 0, 0, Map.of(), through));
        return this;
    }

    public Reports quarantined(String topic, long landed, Map<String, Long> reasons) {
        long quarantined = reasons.values().stream().mapToLong(Long::longValue).sum();
        topics.add(new TopicReport(topic, List.of(), landed, landed - quarantined, 0, quarantined, reasons, null));
        return this;
    }

    public Reports table(String table, String... topics) {
        tables.put(table, 1L);
        reads.put(table, List.of(topics));
        return this;
    }

    public Reports revenue(String amount) {
        revenue = new BigDecimal(amount);
        return this;
    }

    public DateReport report() {
        return new DateReport(
                DateReport.VERSION,
                publication,
                date,
                "run-" + publication,
                Instant.EPOCH,
                date.toString(),
                Duration.ZERO,
                "1",
                Map.of(),
                topics,
                revenue,
                tables,
                reads,
                List.of(),
                List.of(),
                warnings);
    }
}
