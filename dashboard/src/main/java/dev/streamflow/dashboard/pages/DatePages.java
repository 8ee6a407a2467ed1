package dev.streamflow.dashboard.pages;

import dev.streamflow.dashboard.lake.DateState;
import dev.streamflow.dashboard.lake.DateStatus;
import dev.streamflow.dashboard.lake.LedgerEntry;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.view.Address;
import dev.streamflow.dashboard.view.DateList;
import dev.streamflow.dashboard.view.NumberText;
import dev.streamflow.dashboard.view.Shell;
import dev.streamflow.dashboard.view.Tone;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/** The dates of a range. */
final class DatePages {
    private static final String STATUS = "status";

    private final Question question;

    DatePages(Question question) {
        this.question = question;
    }

    DateList list() {
        Optional<DateStatus> wanted = wanted();
        List<DateList.Entry> entries = (wanted.isPresent()
                        ? question.lake().dates().keySet().stream()
                        : question.range().dates().stream())
                .sorted(Comparator.reverseOrder())
                .filter(date -> wanted.isEmpty() || status(date).equals(wanted))
                .map(this::entry)
                .toList();
        return new DateList(DateWords.calendar(question, "calendar", "At a glance"), statuses(wanted), entries);
    }

    private Optional<DateStatus> status(LocalDate date) {
        return question.lake().date(date).map(DateState::status);
    }

    private Optional<DateStatus> wanted() {
        return question.address().value(STATUS).map(name -> {
            for (DateStatus status : DateStatus.values()) {
                if (name(status).equals(name)) {
                    return status;
                }
            }
            throw new BadQuestionException("There is no such status of dates.");
        });
    }

    private static String name(DateStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    private List<Shell.Link> statuses(Optional<DateStatus> wanted) {
        Address page = question.address();
        List<Shell.Link> links = new ArrayList<>();
        links.add(new Shell.Link("the range", page.without(STATUS).href(), wanted.isEmpty()));
        for (DateStatus status : DateStatus.values()) {
            int count = DateWords.of(question.lake(), status).size();
            if (status != DateStatus.COMPLETE && count > 0) {
                String href = page.with(STATUS, name(status)).href();
                links.add(new Shell.Link(
                        "all " + status.words() + " (" + count + ")",
                        href,
                        wanted.filter(status::equals).isPresent()));
            }
        }
        return links;
    }

    private DateList.Entry entry(LocalDate date) {
        Optional<DateState> state = question.lake().date(date);
        return new DateList.Entry(
                date.toString(),
                weekday(date),
                question.dateHref(date),
                DateWords.status(state),
                state.map(one -> DateWords.tone(one.status())).orElse(Tone.MUTED),
                state.map(DateState::why).orElse(""),
                state.map(one -> NumberText.of(one.runs().size())).orElse(NumberText.NONE),
                amount(state, LedgerEntry::landed),
                amount(state, LedgerEntry::clean),
                amount(state, LedgerEntry::duplicates),
                amount(state, LedgerEntry::quarantined),
                state.map(DateState::isBalanced).orElse(true));
    }

    static String weekday(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    private static String amount(Optional<DateState> state, ToLongFunction<LedgerEntry> amount) {
        return state.filter(DateState::isPublished)
                .map(one -> NumberText.of(Amounts.sum(one, Set.of(), amount)))
                .orElse(NumberText.NONE);
    }
}
