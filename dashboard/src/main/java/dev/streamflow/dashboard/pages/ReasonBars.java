package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.ReasonCount;
import dev.streamflow.dashboard.view.Bars;
import dev.streamflow.dashboard.view.NumberText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was quarantined, by reason: the largest first. */
final class ReasonBars {
    private static final int MOST = 12;

    private final Question question;

    ReasonBars(Question question) {
        this.question = question;
    }

    /** Each leads to what the schemas ask for. */
    Bars of(String id, String title, Set<String> topics) {
        Map<String, Long> rows = counts(topics);
        BigDecimal largest = BigDecimal.valueOf(
                rows.values().stream().mapToLong(Long::longValue).max().orElse(0));
        String href = question.to("quality").href() + "#asked";
        List<Bars.Row> bars = rows.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(entry -> new Bars.Row(
                        entry.getKey(),
                        "",
                        href,
                        NumberText.of(entry.getValue()),
                        Boards.width(BigDecimal.valueOf(entry.getValue()), largest)))
                .toList();
        String note = bars.isEmpty()
                ? "Nothing was quarantined on these dates."
                : "A row with several reasons counts under each of them.";
        return new Bars(id, title, note, "reason", "rows", bars);
    }

    private Map<String, Long> counts(Set<String> topics) {
        return question.lake().reasons(question.range().from(), question.range().to()).stream()
                .filter(count -> topics.contains(count.topic()))
                .collect(Collectors.groupingBy(
                        ReasonCount::reason, TreeMap::new, Collectors.summingLong(ReasonCount::rows)));
    }
}
