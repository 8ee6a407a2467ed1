package dev.streamflow.dashboard.web;

import dev.streamflow.dashboard.lake.LakeState;
import dev.streamflow.dashboard.store.BadQuestionException;
import dev.streamflow.dashboard.store.Comparison;
import dev.streamflow.dashboard.store.Filter;
import dev.streamflow.dashboard.store.Range;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What stands behind the question mark of a URL, which holds all of a page's state. Whatever is wrong is told in a
 * sentence, as {@link BadQuestionException}.
 */
public final class Parameters {
    private static final int USUAL_DAYS = 30;
    private static final int LONGEST = 500;

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    public static Parameters of(Context ctx) {
        return new Parameters(ctx.queryParamMap());
    }

    /** The value of that name; empty where it is missing or has no text. */
    public Optional<String> text(String name) {
        List<String> all = values.getOrDefault(name, List.of());
        if (all.size() > 1) {
            throw new BadQuestionException("There is more than one " + name + ".");
        }
        all.stream().filter(value -> value.length() > LONGEST).findFirst().ifPresent(value -> {
            throw new BadQuestionException("The " + name + " is too long.");
        });
        return all.stream().filter(value -> !value.isEmpty()).findFirst();
    }

    /** @throws BadQuestionException if it is missing */
    public String required(String name) {
        return text(name).orElseThrow(() -> new BadQuestionException("The " + name + " is missing."));
    }

    /** A whole number within bounds. */
    public int number(String name, int usual, int least, int most) {
        try {
            int number = text(name).map(Integer::parseInt).orElse(usual);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // As for a number out of bounds.
        }
        throw new BadQuestionException("The " + name + " is no number from " + least + " to " + most + ".");
    }

    /** An event date of the years 1970 to 2999. */
    public static LocalDate date(String text) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1970 && date.getYear() < 3000) {
                return date;
            }
        } catch (DateTimeException e) {
            // As for a date out of bounds.
        }
        throw new BadQuestionException("That is no date such as 2026-01-31.");
    }

    /**
     * The dates to look at: {@code from} and {@code to}, or {@code month=2026-01}, or {@code days=7}, up to the newest
     * complete date.
     */
    public Range range(LakeState state) {
        Optional<String> from = text("from");
        Optional<String> to = text("to");
        if (from.isPresent() != to.isPresent()) {
            throw new BadQuestionException("A range has a first date, from, and a last one, to.");
        } else if (from.isPresent()) {
            return new Range(date(from.get()), date(to.get()));
        }
        return text("month").map(Parameters::month).orElseGet(() -> days(state));
    }

    private static Range month(String text) {
        try {
            YearMonth month = YearMonth.parse(text);
            return new Range(
                    date(month.atDay(1).toString()), date(month.atEndOfMonth().toString()));
        } catch (DateTimeException e) {
            throw new BadQuestionException("That is no month such as 2026-01.");
        }
    }

    private Range days(LakeState state) {
        int days = number("days", USUAL_DAYS, 1, Range.MOST);
        LocalDate end = state.newestComplete().or(state::newest).orElse(LocalDate.EPOCH);
        return Range.ending(end, days);
    }

    /** What the range is compared with: {@code compare=previous}, {@code week} or {@code year}. */
    public Comparison comparison() {
        return text("compare")
                .map(text -> choice(Comparison.class, "compare", text))
                .orElse(Comparison.NONE);
    }

    /** One of the constants, by its name in small letters. */
    public static <T extends Enum<T>> T choice(Class<T> type, String name, String text) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        throw new BadQuestionException("There is no such " + name + ".");
    }

    /** Each {@code filter=column:value}; {@code filter=column} chooses rows without a value. */
    public List<Filter> filters() {
        List<Filter> filters = new ArrayList<>();
        for (String text : values.getOrDefault("filter", List.of())) {
            int colon = text.indexOf(':');
            filters.add(
                    colon < 0
                            ? new Filter(text, null)
                            : new Filter(text.substring(0, colon), text.substring(colon + 1)));
        }
        if (filters.size() > 8) {
            throw new BadQuestionException("There are more than 8 filters.");
        }
        return filters;
    }
}
