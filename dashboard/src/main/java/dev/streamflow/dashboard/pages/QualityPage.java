package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.lake.ReasonCount;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Column;
import dev.streamflow.dashboard.view.Block;
import dev.streamflow.dashboard.view.Chart;
import dev.streamflow.dashboard.view.Heat;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Quality;
import dev.streamflow.dashboard.view.Shell;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What was quarantined on the dates of a range: reasons by date, by topic, and what the schemas ask for. */
final class QualityPage {
    private static final String TOPIC = "topic";
    private static final int LINES = 6;
    private static final int ACROSS = 12;

    private final Question question;
    private final Look look;
    private final SortedSet<String> known;
    private final Set<String> topics;
    private final List<ReasonCount> counts;
    private final List<String> reasons;

    QualityPage(Question question, Look look) {
        this.question = question;
        this.look = look;
        this.known = question.lake().ledger().stream()
                .map(LedgerEntry::topic)
                .collect(Collectors.toCollection(TreeSet::new));
        this.topics = topics();
        this.counts = question
                .lake()
                .reasons(question.range().from(), question.range().to())
                .stream()
                .filter(count -> topics.contains(count.topic()))
                .toList();
        this.reasons = largest();
    }

    private Set<String> topics() {
        Optional<String> chosen = question.address().value(TOPIC);
        if (chosen.isPresent() && !known.contains(chosen.get())) {
            throw new BadQuestionException("The ledger has no topic of that name.");
        }
        return chosen.map(Set::of).orElse(known);
    }

    private List<String> largest() {
        Map<String, Long> rows = counts.stream()
                .collect(Collectors.groupingBy(
                        ReasonCount::reason, TreeMap::new, Collectors.summingLong(ReasonCount::rows)));
        return rows.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    Quality model() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(share());
        if (!reasons.isEmpty()) {
            blocks.add(byDate());
            blocks.add(byTopic());
        }
        blocks.add(new ReasonBars(question).of("reasons", "Rows by reason", topics));
        return new Quality(links(), List.of(), blocks, texts());
    }

    private List<Shell.Link> links() {
        Optional<String> chosen = question.address().value(TOPIC);
        List<Shell.Link> links = new ArrayList<>();
        links.add(new Shell.Link("all topics", question.address().without(TOPIC).href(), chosen.isEmpty()));
        known.forEach(topic -> links.add(new Shell.Link(
                topic,
                question.address().with(TOPIC, topic).href(),
                chosen.filter(topic::equals).isPresent())));
        return links;
    }

    private Chart share() {
        List<BigDecimal> shares = new ArrayList<>();
        for (LocalDate date : question.range().dates()) {
            shares.add(question.lake()
                    .date(date)
                    .filter(DateState::isPublished)
                    .flatMap(state -> Amounts.percent(
                            Amounts.sum(state, topics, LedgerEntry::quarantined),
                            Amounts.sum(state, topics, LedgerEntry::landed)))
                    .orElse(null));
        }
        Charts.Values column = Charts.Values.of("quarantined in %", Column.Type.DECIMAL, shares)
                .asPercent();
        return new Charts(question)
                .chart("share", "Quarantined, share of landed rows", "", Chart.Kind.SHARE, List.of(column), "");
    }

    /** The largest reasons, and all others as one. */
    private Chart byDate() {
        List<Charts.Values> columns = new ArrayList<>();
        List<String> named = reasons.stream().limit(LINES).toList();
        named.forEach(reason -> columns.add(Charts.Values.of(reason, Column.Type.INTEGER, byDate(Set.of(reason)))));
        if (reasons.size() > LINES) {
            Set<String> others = Set.copyOf(reasons.subList(LINES, reasons.size()));
            columns.add(Charts.Values.of("(all others)", Column.Type.INTEGER, byDate(others)));
        }
        String remark = "A row with several reasons counts under each of them.";
        return new Charts(question).chart("by_date", "Reasons per day", remark, Chart.Kind.STACK, columns, "");
    }

    private List<BigDecimal> byDate(Set<String> some) {
        Map<LocalDate, Long> rows = counts.stream()
                .filter(count -> some.contains(count.reason()))
                .collect(Collectors.groupingBy(ReasonCount::date, Collectors.summingLong(ReasonCount::rows)));
        List<BigDecimal> values = new ArrayList<>();
        for (LocalDate date : question.range().dates()) {
            boolean published =
                    question.lake().date(date).filter(DateState::isPublished).isPresent();
            values.add(published ? BigDecimal.valueOf(rows.getOrDefault(date, 0L)) : null);
        }
        return values;
    }

    private Heat byTopic() {
        List<String> across = reasons.stream().limit(ACROSS).toList();
        List<String> down = topics.stream().sorted().toList();
        long largest = down.stream()
                .flatMap(topic -> across.stream().map(reason -> rows(topic, reason)))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        List<Heat.Row> rows = across.stream()
                .map(reason -> new Heat.Row(
                        reason,
                        down.stream()
                                .map(topic -> cell(rows(topic, reason), largest))
                                .toList()))
                .toList();
        return new Heat("topics", "Reasons by topic", "", "reason", down, rows);
    }

    private static Heat.Cell cell(long rows, long largest) {
        return new Heat.Cell(NumberText.of(rows), Heats.level(BigDecimal.valueOf(rows), BigDecimal.valueOf(largest)));
    }

    private long rows(String topic, String reason) {
        return counts.stream()
                .filter(count -> count.topic().equals(topic) && count.reason().equals(reason))
                .mapToLong(ReasonCount::rows)
                .sum();
    }

    private List<Quality.Reason> texts() {
        List<Quality.Reason> texts = new ArrayList<>();
        for (String topic : topics.stream().sorted().toList()) {
            BigDecimal landed = BigDecimal.valueOf(
                    Amounts.sum(question.lake(), question.range(), Set.of(topic), LedgerEntry::landed));
            reasons.stream().filter(reason -> rows(topic, reason) > 0).forEach(reason -> {
                long rows = rows(topic, reason);
                texts.add(new Quality.Reason(
                        topic,
                        reason,
                        ReasonText.of(look.schemas().ofTopic(topic), reason),
                        NumberText.of(rows),
                        NumberText.share(BigDecimal.valueOf(rows), landed),
                        look.showRows() ? QuarantinePage.href(question, topic, reason) : ""));
            });
        }
        return texts;
    }
}
