package dev.streamflow.dashboard.pages;

import static java.util.Objects.requireNonNull;

import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Comparison;
import dev.streamflow.dashboard.store.Range;
import dev.streamflow.dashboard.view.Address;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The dates that a page is about, as its URL says.
 *
 * @param name 7d, 30d, 90d, month or dates
 */
public record Period(String name, Range range, Comparison comparison) {
    static final String RANGE = "range";
    static final String FROM = "from";
    static final String TO = "to";
    static final String COMPARE = "compare";
    static final String USUAL = "30d";
    static final Map<String, Integer> DAYS = Map.of("7d", 7, "30d", 30, "90d", 90);
    private static final String MONTH = "month";
    private static final String DATES = "dates";

    public Period {
        requireNonNull(name, "name is null");
        requireNonNull(range, "range is null");
        requireNonNull(comparison, "comparison is null");
    }

    /**
     * Reads it. Unless the URL says otherwise it is 30 dates up to the newest complete one, compared with those before.
     *
     * @throws BadQuestionException if a date, a range or a comparison is none
     */
    static Period of(LakeState lake, Address address) {
        Comparison comparison = comparison(address);
        Optional<String> from = address.value(FROM);
        Optional<String> to = address.value(TO);
        if (from.isPresent() || to.isPresent()) {
            LocalDate last = to.map(Period::date).orElseGet(() -> end(lake));
            return new Period(DATES, new Range(from.map(Period::date).orElse(last), last), comparison);
        }
        String name = address.value(RANGE).orElse(USUAL);
        LocalDate last = end(lake);
        if (name.equals(MONTH)) {
            return new Period(name, new Range(YearMonth.from(last).atDay(1), last), comparison);
        } else if (!DAYS.containsKey(name)) {
            throw new BadQuestionException(
                    "The range is none of 7d, 30d, 90d and month; from and to name other dates.");
        }
        return new Period(name, Range.ending(last, DAYS.get(name)), comparison);
    }

    /** Where ranges end: at the newest complete date, so that a day that is not over never looks like a drop. */
    static LocalDate end(LakeState lake) {
        return lake.newestComplete().or(lake::newest).orElse(LocalDate.EPOCH);
    }

    /** @throws BadQuestionException if it is no date */
    static LocalDate date(String text) {
        try {
            if (text.length() == "2026-01-31".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeException e) {
            throw new BadQuestionException("A date in the address is none; dates are written as 2026-01-31.");
        }
        throw new BadQuestionException("A date in the address is none; dates are written as 2026-01-31.");
    }

    private static Comparison comparison(Address address) {
        String name = address.value(COMPARE).orElse("previous");
        for (Comparison one : Comparison.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(name)) {
                return one;
            }
        }
        throw new BadQuestionException("What to compare with is none of previous, week, year and none.");
    }

    Optional<Range> before() {
        return range.before(comparison);
    }

    /** For people: with what it is compared. */
    String comparedWith() {
        return switch (comparison) {
            case NONE -> "";
            case PREVIOUS -> "the " + range.days() + " dates before";
            case WEEK -> "the same dates a week earlier";
            case YEAR -> "the same weekdays 52 weeks earlier";
        };
    }
}
