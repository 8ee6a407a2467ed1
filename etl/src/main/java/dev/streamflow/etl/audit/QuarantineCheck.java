package dev.streamflow.etl.audit;

import dev.streamflow.etl.ledger.Audit;
import dev.streamflow.etl.ledger.DateReport;
import dev.streamflow.etl.ledger.DateReport.TopicReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Warns if more was quarantined than published, mostly because the schema does not fit the topic. */
public final class QuarantineCheck {
    private static final String SHARE = "0.5";

    private QuarantineCheck() {}

    /**
     * A warning for each topic more than half of whose landed records are quarantined, with the reasons, the most
     * frequent first.
     */
    public static List<Audit> of(DateReport report) {
        return report.topics().stream()
                .filter(topic -> topic.quarantined() > topic.landed() / 2)
                .map(QuarantineCheck::warning)
                .toList();
    }

    private static Audit warning(TopicReport topic) {
        String reasons = topic.reasons().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        return new Audit(
                "at most " + SHARE + " of the records landed",
                "quarantined of " + topic.topic(),
                Long.toString(topic.landed() / 2),
                topic.quarantined() + " (" + reasons + ")");
    }
}
