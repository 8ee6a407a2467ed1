package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.view.Ledger;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Shell;
import dev.streamflow.dashboard.view.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The ledger of the dates of a range: each equation with both sides. */
final class LedgerPage {
    private static final String ONLY = "only";
    private static final String TOPIC = "topic";
    private static final List<String> CHOICES = List.of("all", "unbalanced", "stale", "again");
    private static final Map<String, Predicate<LedgerEntry>> FILTERS = Map.of(
            "all", entry -> true,
            "unbalanced", entry -> !entry.isBalanced(),
            "stale", LedgerEntry::stale,
            "again", entry -> entry.runs() > 1);
    private static final Map<String, String> WORDS =
            Map.of("all", "all", "unbalanced", "unbalanced", "stale", "out of date", "again", "computed again");

    private final Question question;

    LedgerPage(Question question) {
        this.question = question;
    }

    Ledger model() {
        String only = question.address().value(ONLY).orElse("all");
        if (!FILTERS.containsKey(only)) {
            throw new BadQuestionException("The ledger can be narrowed to unbalanced, stale and again.");
        }
        SortedSet<String> topics = question.lake().ledger().stream()
                .map(LedgerEntry::topic)
                .collect(Collectors.toCollection(TreeSet::new));
        Optional<String> topic = question.address().value(TOPIC);
        if (topic.isPresent() && !topics.contains(topic.get())) {
            throw new BadQuestionException("The ledger has no topic of that name.");
        }
        List<LedgerEntry> entries = question.lake().ledger().stream()
                .filter(entry -> question.range().contains(entry.date()))
                .filter(entry -> topic.isEmpty() || topic.get().equals(entry.topic()))
                .filter(FILTERS.get(only))
                .toList();
        return new Ledger(
                only(only),
                topics(topics, topic),
                says(entries),
                entries.stream().map(this::entry).toList());
    }

    private List<Shell.Link> only(String chosen) {
        return CHOICES.stream()
                .map(name -> new Shell.Link(
                        WORDS.get(name),
                        question.address()
                                .with(ONLY, name.equals("all") ? null : name)
                                .href(),
                        name.equals(chosen)))
                .toList();
    }

    private List<Shell.Link> topics(SortedSet<String> topics, Optional<String> chosen) {
        List<Shell.Link> links = new ArrayList<>();
        links.add(new Shell.Link("all topics", question.address().without(TOPIC).href(), chosen.isEmpty()));
        topics.forEach(topic -> links.add(new Shell.Link(
                topic,
                question.address().with(TOPIC, topic).href(),
                chosen.filter(topic::equals).isPresent())));
        return links;
    }

    private static String says(List<LedgerEntry> entries) {
        long unbalanced = entries.stream().filter(entry -> !entry.isBalanced()).count();
        if (entries.isEmpty()) {
            return "No entry on these dates.";
        }
        return unbalanced == 0
                ? NumberText.of(entries.size()) + " entries, all of them balance."
                : NumberText.of(entries.size()) + " entries, " + NumberText.of(unbalanced) + " do not balance.";
    }

    private Ledger.Entry entry(LedgerEntry entry) {
        return new Ledger.Entry(
                entry.date().toString(),
                question.dateHref(entry.date()),
                entry.topic(),
                NumberText.of(entry.landed()),
                NumberText.of(entry.clean()),
                NumberText.of(entry.duplicates()),
                NumberText.of(entry.quarantined()),
                entry.isBalanced(),
                marks(entry),
                entry.publication() == 0 ? NumberText.NONE : NumberText.of(entry.publication()),
                DateExplained.instant(entry.computedAt()));
    }

    private static List<Ledger.Mark> marks(LedgerEntry entry) {
        List<Ledger.Mark> marks = new ArrayList<>();
        if (!entry.isBalanced()) {
            marks.add(new Ledger.Mark("unbalanced", Tone.MISSING));
        }
        if (entry.stale()) {
            String landed = "out of date: " + NumberText.of(entry.hasLanded()) + " have landed";
            marks.add(new Ledger.Mark(landed, Tone.STALE));
        }
        if (entry.runs() > 1) {
            marks.add(new Ledger.Mark("computed " + entry.runs() + " times", Tone.OPEN));
        }
        return marks;
    }
}
