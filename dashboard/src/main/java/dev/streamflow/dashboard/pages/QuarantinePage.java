package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.QuarantinedLines;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.LineList;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Shell;
import dev.streamflow.dashboard.view.VisibleText;
import dev.streamflow.dashboard.web.NotFoundException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The quarantined lines of a topic, page by page, where the dashboard was told to show them. */
final class QuarantinePage {
    static final String PATH = "/quality/lines";
    private static final String TOPIC = "topic";
    private static final String REASON = "reason";
    private static final String PAGE = "page";
    private static final int LIMIT = 25;
    private static final int PAGES = QuarantinedLines.REACH / LIMIT;

    private final Question question;
    private final boolean showRows;
    /** Of each topic that has any: how many lines each reason has on the dates of the range. */
    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    QuarantinePage(Question question, boolean showRows) {
        this.question = question;
        this.showRows = showRows;
        question.states().stream()
                .filter(DateState::isPublished)
                .flatMap(state -> state.entries().stream())
                .filter(entry -> entry.quarantined() > 0)
                .forEach(this::count);
    }

    private void count(LedgerEntry entry) {
        Map<String, Long> reasons = counts.computeIfAbsent(entry.topic(), topic -> new TreeMap<>());
        entry.reasons().forEach((reason, rows) -> reasons.merge(reason, rows, Long::sum));
    }

    /** The lines that have a reason, of the same dates. */
    static String href(Question question, String topic, String reason) {
        return question.to("quality", "lines")
                .with(TOPIC, topic)
                .with(REASON, reason)
                .href();
    }

    /** The lines of one date. */
    static String href(Question question, String topic, LocalDate date) {
        return question.address()
                .to(PATH, "theme")
                .with(Period.FROM, date.toString())
                .with(Period.TO, date.toString())
                .with(TOPIC, topic)
                .href();
    }

    /** @throws NotFoundException if the dashboard was not told to show them */
    LineList model() {
        if (!showRows) {
            throw new NotFoundException(QuarantinedLines.HIDDEN);
        }
        Optional<String> topic = topic();
        Optional<String> reason = question.address().value(REASON);
        int page = page();
        if (topic.isEmpty()) {
            return new LineList(List.of(), List.of(), "Nothing was quarantined on these dates.", List.of(), "", "");
        }
        QuarantinedLines found = question.view()
                .quarantined(new QuarantinedLines.Query(
                        topic.get(), question.range(), reason.orElse(null), (page - 1) * LIMIT, LIMIT));
        boolean more = page < PAGES && (long) page * LIMIT < found.total();
        return new LineList(
                topics(topic.get()),
                reasons(topic.get(), reason),
                says(found, page),
                found.lines().stream().map(this::line).toList(),
                page > 1 ? at(page - 1) : "",
                more ? at(page + 1) : "");
    }

    /** The one that the address names, else the one with the most lines. */
    private Optional<String> topic() {
        Optional<String> named = question.address().value(TOPIC);
        return named.isPresent()
                ? named
                : counts.entrySet().stream()
                        .max(Comparator.comparing(entry -> entry.getValue().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()))
                        .map(Map.Entry::getKey);
    }

    private int page() {
        String page = question.address().value(PAGE).orElse("1");
        if (!page.matches("[1-9][0-9]{0,2}") || Integer.parseInt(page) > PAGES) {
            throw new BadQuestionException("The page in the address is no number from 1 to " + PAGES + ".");
        }
        return Integer.parseInt(page);
    }

    private String at(int page) {
        return question.address().with(PAGE, Integer.toString(page)).href();
    }

    private List<Shell.Link> topics(String chosen) {
        Address first = question.address().without(PAGE, REASON);
        return counts.keySet().stream()
                .map(topic -> new Shell.Link(topic, first.with(TOPIC, topic).href(), topic.equals(chosen)))
                .toList();
    }

    private List<Shell.Link> reasons(String topic, Optional<String> chosen) {
        Address first = question.address().without(PAGE).with(TOPIC, topic);
        List<Shell.Link> links = new ArrayList<>();
        links.add(new Shell.Link("any reason", first.without(REASON).href(), chosen.isEmpty()));
        counts.getOrDefault(topic, Map.of())
                .forEach((reason, rows) -> links.add(new Shell.Link(
                        reason + " (" + NumberText.of(rows) + ")",
                        first.with(REASON, reason).href(),
                        chosen.filter(reason::equals).isPresent())));
        return links;
    }

    private static String says(QuarantinedLines found, int page) {
        if (found.lines().isEmpty()) {
            return "There are no such lines on these dates.";
        }
        long first = (page - 1L) * LIMIT + 1;
        String says = "Lines " + NumberText.of(first) + " to "
                + NumberText.of(first + found.lines().size() - 1) + " of " + NumberText.of(found.total())
                + ", newest date first.";
        return found.total() > QuarantinedLines.REACH
                ? says + " The first " + NumberText.of(QuarantinedLines.REACH)
                        + " can be looked at here, all of them in" + " the lake's folder quarantine."
                : says;
    }

    private LineList.Line line(QuarantinedLines.Line line) {
        String written = line.timestamp() == null ? "" : ", written " + DateExplained.instant(line.timestamp());
        return new LineList.Line(
                line.date().toString(),
                question.dateHref(line.date()),
                "landing run " + line.run() + ", partition " + line.partition() + ", offset "
                        + NumberText.of(line.offset()) + written,
                line.reasons(),
                VisibleText.of(line.text()),
                line.length() > QuarantinedLines.LONGEST
                        ? "The first " + NumberText.of(QuarantinedLines.LONGEST) + " of " + NumberText.of(line.length())
                                + " characters."
                        : "");
    }
}
